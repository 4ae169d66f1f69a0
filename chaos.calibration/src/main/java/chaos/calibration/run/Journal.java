package chaos.calibration.run;

import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import chaos.calibration.WholeFile;
import chaos.json.FoundLinkJson;
import chaos.json.ImpairmentJson;
import chaos.json.MalformedJsonException;
import chaos.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the run found its link, on the disk as long as the run goes on: the next start of a killed daemon reads it. */
final class Journal {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final String NAME = "calibration-run.json";
    private static final long MAX_BYTES = 64 * 1024;

    private final Path file;

    /** In the state directory. */
    Journal(Path stateDir) {
        this.file = stateDir.resolve(NAME);
    }

    /**
     * Keeps how a link was found.
     *
     * @throws IOException if it cannot be kept; the run must not begin then
     */
    void keep(LinkName link, Map<Direction, ImpairmentJson> found) throws IOException {
        var document = new FoundLinkJson(link.value(), found.get(Direction.PORT1), found.get(Direction.PORT2));
        WholeFile.write(file, StrictJson.write(document));
    }

    /** Forgets it: the link is as it was found. */
    void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted; the next start will put back what it says", file, e);
        }
    }

    /** What a killed daemon left; empty if nothing, or nothing that can be read. */
    Optional<FoundLinkJson> left() {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException("it has more than " + MAX_BYTES + " bytes");
            }
            return Optional.of(StrictJson.read(Files.readAllBytes(file), FoundLinkJson.class));
        } catch (IOException | MalformedJsonException e) {
            LOG.warn("a calibration run was cut off, and {} does not tell how it found the link", file, e);
            return Optional.empty();
        }
    }

    /** An impairment as a person can give it back with {@code chaos set --file -}. */
    static String text(ImpairmentJson impairment) {
        return StrictJson.text(impairment);
    }
}
