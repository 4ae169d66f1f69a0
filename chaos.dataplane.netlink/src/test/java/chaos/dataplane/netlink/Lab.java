package chaos.dataplane.netlink;

import chaos.api.dataplane.PlaneDescription;
import chaos.api.dataplane.PlaneName;
import chaos.linux.traffic.TwoHosts;
import java.io.IOException;

/** Two hosts, and the netlink plane between them. */
final class Lab extends TwoHosts {

    Lab() throws IOException {}

    NetlinkSettings settings() {
        return settings("default", false);
    }

    NetlinkSettings settings(String link, boolean takeOver) {
        return settings(link, "p1", "p2", takeOver);
    }

    NetlinkSettings settings(String link, String port1, String port2) {
        return settings(link, port1, port2, false);
    }

    private NetlinkSettings settings(String link, String port1, String port2, boolean takeOver) {
        return new NetlinkSettings(ports(link, port1, port2, takeOver));
    }

    NetlinkDataPlane plane() {
        return plane(settings());
    }

    static NetlinkDataPlane plane(NetlinkSettings settings) {
        return new NetlinkDataPlane(settings, new PlaneDescription(new PlaneName("netlink"), "test", true));
    }
}
