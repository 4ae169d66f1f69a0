/**
 * What happens to a packet on its way through one direction: token bucket, emulator and bounded queue, in the order of
 * decisions of the kernel's {@code sch_tbf.c}, {@code sch_netem.c} and {@code sch_fifo.c}. Pure code: it knows no
 * clock, no thread and no socket. Times are nanoseconds since a start of the caller's choice; they come in with the
 * packets and go out with their {@link chaos.engine.Fates fates}.
 *
 * <p>Random numbers come from one named stream per purpose, see {@link chaos.engine.RandomStream}. A draw belongs to
 * the number of the packet that it is for, so that changing one impairment does not move the draws of another.
 */
@Version("1.2.0")
package chaos.engine;

import org.osgi.annotation.versioning.Version;
