package chaos.gogo.text;

import chaos.api.unit.DurationText;
import chaos.json.FitJson;
import chaos.json.LatencyFitJson;
import chaos.json.LossFitJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What recorded conditions are like, for people. */
public final class FitText {

    /** That of 15 bursts. */
    private static final double WIDE = 0.5;

    private FitText() {}

    /**
     * A fit.
     *
     * @param file what was read
     * @param name a name for the table where it was not stored
     */
    public static List<String> lines(FitJson fit, String file, String name) {
        var lines = new ArrayList<String>();
        lines.add("packets      " + fit.packets() + ", of which " + fit.lost() + " were lost");
        fit.loss().ifPresentOrElse(loss -> loss(loss, lines), () -> lines.add("loss         none"));
        latency(fit.latency(), lines);
        boolean spreads = fit.latency().jitter() > 0;
        fit.saved().ifPresent(table -> {
            lines.add("stored       table " + table.name() + ", " + table.size() + " entries");
            DistributionsText.warnings(table.warnings(), lines);
        });
        lines.add("set it with:");
        if (spreads && fit.saved().isEmpty()) {
            lines.add("  chaos fit " + file + " --save " + name);
        }
        lines.add("  " + fit.command());
        return lines;
    }

    private static void loss(LossFitJson loss, List<String> to) {
        to.add(text(
                "loss         %.4f %%, Gilbert-Elliott p %.4f %%, r %.4f %%: %d bursts of %.2f packets on average",
                loss.pct(), 100 * loss.p(), 100 * loss.r(), loss.bursts(), loss.burstLength()));
        to.add(text(
                "  fit        distance of burst lengths %.4f, bound %.4f: %s",
                loss.distance(), loss.bound(), verdict(loss)));
    }

    /** A distance is 1 at most: with few bursts hardly any can be beyond the bound. */
    private static String verdict(LossFitJson loss) {
        if (loss.bound() > WIDE) {
            return "too few bursts to tell";
        }
        return loss.fits() ? "it fits" : "it does NOT fit, the bursts have other lengths than such a model makes";
    }

    private static void latency(LatencyFitJson latency, List<String> to) {
        to.add("latency      mean " + time(latency.mean()) + ", jitter " + time(latency.jitter())
                + (latency.jitter() > 0 ? ", by a table of its own" : ""));
        to.add(text("  fit        distance of distributions %.4f", latency.distance())
                + (latency.cutPct() > 0 ? text("; %.2f %% beyond 4 jitters are cut there", latency.cutPct()) : ""));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String time(long nanos) {
        return DurationText.print(Duration.ofNanos(nanos));
    }
}
