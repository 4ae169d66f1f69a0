/** How much clients notice of a change of planes: against a running daemon, over its sockets alone. */
package chaos.bench.swap;
