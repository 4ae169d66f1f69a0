/** The packet plane between two hosts, beside a plain bridge of the kernel's. */
package chaos.bench.packet;
