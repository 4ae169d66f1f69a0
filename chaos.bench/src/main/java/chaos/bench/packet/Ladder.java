package chaos.bench.packet;

import chaos.bench.tool.Report;
import java.io.IOException;
import java.util.List;

/** How many of the shortest frames a second come through without loss: so many first, and then always more. */
final class Ladder {

    static final int SHORT = 60;

    /** A sender that is slower than this part of what it was asked for has reached its own end. */
    private static final double PACE = 0.9;

    private static final List<Long> STEPS =
            List.of(100_000L, 200_000L, 250_000L, 300_000L, 350_000L, 400_000L, 450_000L, 500_000L, 600_000L, 700_000L);

    private final Report report;
    private final Hosts hosts;

    Ladder(Report report, Hosts hosts) {
        this.report = report;
        this.hosts = hosts;
    }

    /**
     * Climbs until a frame is missing.
     *
     * @param seconds how long each step lasts
     * @return frames a second of the last step without loss
     */
    double climb(int seconds) throws IOException {
        double best = 0;
        for (long perSecond : STEPS) {
            var seen = hosts.probe(SHORT, perSecond, perSecond * seconds);
            report.line(
                    "  64-byte frames at %.0f a second: %d of %d missing",
                    seen.perSecond(), seen.missing(), seen.sent());
            if (seen.missing() > 0) {
                break;
            }
            best = seen.perSecond();
            if (best < PACE * perSecond) {
                break;
            }
        }
        return best;
    }
}
