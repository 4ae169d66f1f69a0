package chaos.json;

import chaos.api.calibration.CaseName;
import chaos.api.calibration.RunRequest;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What a calibration run shall cover. {@code {}} is a quick run of every case in both directions of the default link.
 *
 * @param link which link; absent: default
 * @param cases which cases; absent or empty: all
 * @param directions {@code port1}, {@code port2}; absent or empty: both
 * @param rig which rig, for example {@code wire}; absent: one that measures the live plane
 * @param mode {@code quick} or {@code full}; absent: quick
 * @param seed of every random number of the run, 0 to 2<sup>63</sup> - 1; absent: a random one, which the answer names
 * @param saveBaseline whether its report becomes the calibration baseline when the run is done; absent: no
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record RunRequestJson(
        Optional<String> link,
        Optional<List<String>> cases,
        Optional<List<String>> directions,
        Optional<String> rig,
        Optional<String> mode,
        Optional<Long> seed,
        Optional<Boolean> saveBaseline) {

    private static final Part ROOT = new Part("", "");

    /** The document of a request, every choice in it named. */
    public static RunRequestJson of(RunRequest request) {
        return new RunRequestJson(
                Optional.of(request.link().value()),
                Optional.of(
                        request.cases().stream().map(CaseName::value).sorted().toList()),
                Optional.of(request.directions().stream()
                        .sorted()
                        .map(Direction::word)
                        .toList()),
                request.rig(),
                Optional.of(request.mode().word()),
                Optional.of(request.seed()),
                Optional.of(request.keep()));
    }

    /**
     * The request that the document stands for.
     *
     * @param seeds where a seed comes from if the document names none
     * @throws MalformedJsonException if a name or number cannot be one; the pointer says which
     */
    public RunRequest request(LongSupplier seeds) {
        if (seed.isPresent() && seed.get() < 0) {
            throw new MalformedJsonException("/seed", "must be 0 to " + Long.MAX_VALUE + ", was " + seed.get());
        }
        return new RunRequest(
                link.map(name -> ROOT.value("link", name, LinkName::new)).orElse(LinkName.DEFAULT),
                all("cases", cases, CaseName::new),
                all("directions", directions, Direction::parse),
                rig,
                mode.map(word -> Choice.of("/mode", word, RunRequest.Mode::word, RunRequest.Mode.values()))
                        .orElse(RunRequest.Mode.QUICK),
                seed.orElseGet(seeds::getAsLong),
                saveBaseline.orElse(false));
    }

    private static <T> Set<T> all(String name, Optional<List<String>> words, Function<String, T> maker) {
        var part = new Part("/" + name, "");
        var values = new LinkedHashSet<T>();
        int index = 0;
        for (var word : words.orElse(List.of())) {
            values.add(part.value(Integer.toString(index++), word, maker));
        }
        return values;
    }
}
