/** What the benchmarks have in common. */
package chaos.bench.tool;
