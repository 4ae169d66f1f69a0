package chaos.dataplane.netlink;

import chaos.api.link.LinkName;
import chaos.api.link.PortName;
import chaos.distribution.LatencyTables;
import chaos.distribution.TableFolder;
import chaos.linux.ports.PortSettings;
import java.time.Duration;

/**
 * What the plane of one link runs on.
 *
 * @param ports which link, which ports, and how they are taken
 * @param tables where the tables of distributions come from
 */
public record NetlinkSettings(PortSettings ports, LatencyTables tables) {

    /** Settings with the tables of the shapes alone. */
    public NetlinkSettings(PortSettings ports) {
        this(ports, LatencyTables.SHAPES);
    }

    static NetlinkSettings of(NetlinkDataPlane.Config config) {
        return new NetlinkSettings(
                new PortSettings(
                        new LinkName(config.chaos_link()),
                        new PortName(config.port1()),
                        new PortName(config.port2()),
                        PortSettings.namespace(config.netns()),
                        config.take_over(),
                        Duration.ofMillis(config.reply_timeout_ms())),
                TableFolder.inStateDir(config.state_dir()));
    }
}
