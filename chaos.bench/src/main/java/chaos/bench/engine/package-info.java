/** How many packets a second the engine decides about. */
package chaos.bench.engine;
