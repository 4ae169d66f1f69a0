package chaos.gogo.command;

import chaos.api.impairment.Defaults;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.RateLimit;
import chaos.api.unit.ByteCount;
import chaos.client.Daemon;
import chaos.client.RefusedException;
import chaos.client.Target;
import chaos.client.UnreachableException;
import chaos.json.PortJson;
import java.util.List;
import java.util.Optional;

/**
 * What somebody asked for, as far as the read-back tells: burst and queue that the plane fills in beside a rate follow
 * the rate, so they are no wishes to be kept when the rate changes, and nothing is dropped with them.
 */
final class Wished {

    private static final List<String> QUEUE = List.of("/queue");

    private Wished() {}

    /** The state of a direction without what is as the plane would have filled it in. */
    static Impairment of(Impairment state, Daemon daemon, Target target) throws RefusedException, UnreachableException {
        var rate = state.rate();
        if (rate.isEmpty()) {
            return state;
        }
        var port = daemon.link(target.link()).ports().stream()
                .filter(one -> one.direction().equals(target.direction().word()))
                .map(PortJson::mtu)
                .findFirst();
        return port.map(mtu -> without(state, rate.get(), mtu.intValue())).orElse(state);
    }

    private static Impairment without(Impairment state, RateLimit rate, int mtu) {
        var open = new RateLimit(rate.rate(), Optional.<ByteCount>empty(), rate.packetOverhead(), rate.cellSize());
        var filled = Defaults.fill(Impairment.NONE.withRate(open), mtu);
        var wished = filled.queue().equals(state.queue()) ? state.without(QUEUE) : state;
        return filled.rate().equals(state.rate()) ? wished.withRate(open) : wished;
    }
}
