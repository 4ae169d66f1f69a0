package chaos.calibration.baseline;

import chaos.api.calibration.Baseline;
import chaos.api.calibration.Report;
import chaos.calibration.WholeFile;
import chaos.json.MalformedJsonException;
import chaos.json.StoredBaselineJson;
import chaos.json.StrictJson;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The calibration baseline in its file. A new one takes the place of the old at once, when all of it is on the disk: at
 * every moment the file is the old one or the new one, whole. A file that cannot be understood is left as it is.
 */
public final class BaselineStore {

    /** A client takes no longer answer. */
    private static final int MOST_BYTES = 3 * 1024 * 1024;

    private static final Duration OLD = Duration.ofDays(90);
    private static final Duration CLOCKS_APART = Duration.ofDays(1);
    private static final String REMEDY = "; chaos calibrate --save-baseline makes a new one";

    private final Path file;
    private final Machine here;
    private final InstantSource clock;
    private Optional<Known> known = Optional.empty();

    /**
     * Which machine a report was made on.
     *
     * @param kernel its release and version
     * @param hardware machine, processor and how many of them
     */
    public record Machine(String kernel, String hardware) {}

    /** What the file said when it was looked at last; it is looked at again when it has changed. */
    private record Known(Object key, long modified, long size, Optional<Baseline.Stored> stored, List<String> faults) {

        boolean isOf(BasicFileAttributes now) {
            return now.size() == size && now.lastModifiedTime().toMillis() == modified && key.equals(keyOf(now));
        }
    }

    /**
     * A store.
     *
     * @param file absolute path of the file, which need not exist
     * @param here this machine
     * @param clock for the age of what is stored
     */
    public BaselineStore(Path file, Machine here, InstantSource clock) {
        this.file = file;
        this.here = here;
        this.clock = clock;
    }

    /** What is stored, and what is to be said against it; neither if nothing was stored. */
    public synchronized Baseline read() {
        try {
            var now = Files.readAttributes(file, BasicFileAttributes.class);
            if (!now.isRegularFile()) {
                return unusable("it is no regular file");
            }
            if (known.filter(each -> each.isOf(now)).isEmpty()) {
                known = Optional.of(look(now));
            }
            return baseline(known.orElseThrow());
        } catch (NoSuchFileException e) {
            return new Baseline(Optional.empty(), List.of());
        } catch (IOException e) {
            return unusable(reason(e));
        }
    }

    /**
     * Puts a report in place of what is stored.
     *
     * @throws IOException if that cannot be done; says what, where and what to do, and what was stored is as it was
     */
    public synchronized void store(Report report) throws IOException {
        var document = StoredBaselineJson.of(new Baseline.Stored(clock.instant(), report));
        var bytes = StrictJson.write(document);
        if (bytes.length > MOST_BYTES) {
            throw notStored(
                    "the report has " + bytes.length + " bytes and may have " + MOST_BYTES + "; run fewer cases",
                    new IOException("too large"));
        }
        try {
            WholeFile.write(file, bytes);
        } catch (IOException e) {
            throw notStored(reason(e), e);
        }
    }

    private IOException notStored(String why, IOException cause) {
        return new IOException(
                "the calibration baseline could not be stored in " + file + ": " + why
                        + "; see that there is room and that the daemon may write there."
                        + " The baseline from before is as it was",
                cause);
    }

    private Known look(BasicFileAttributes now) throws IOException {
        Optional<Baseline.Stored> stored = Optional.empty();
        var faults = new ArrayList<String>();
        if (now.size() > MOST_BYTES) {
            faults.add("it has " + now.size() + " bytes and may have " + MOST_BYTES);
        } else {
            try {
                stored = Optional.of(StoredBaselineJson.read(Files.readAllBytes(file)));
            } catch (MalformedJsonException e) {
                faults.add(e.getMessage());
            }
        }
        return new Known(keyOf(now), now.lastModifiedTime().toMillis(), now.size(), stored, faults);
    }

    private static Object keyOf(BasicFileAttributes attributes) {
        return Optional.ofNullable(attributes.fileKey());
    }

    private Baseline baseline(Known content) {
        if (content.stored().isEmpty()) {
            return unusable(String.join(", ", content.faults()));
        }
        var stored = content.stored().get();
        return new Baseline(content.stored(), doubts(stored));
    }

    private Baseline unusable(String why) {
        return new Baseline(
                Optional.empty(),
                List.of("the calibration baseline in " + file + " cannot be used: " + why
                        + "; it is left as it is, move it away or keep it" + REMEDY));
    }

    private List<String> doubts(Baseline.Stored stored) {
        var doubts = new ArrayList<String>();
        var age = Duration.between(stored.storedAt(), clock.instant());
        if (age.compareTo(OLD) > 0) {
            doubts.add("the calibration baseline is " + age.toDays() + " days old" + REMEDY);
        } else if (age.plus(CLOCKS_APART).isNegative()) {
            doubts.add("the calibration baseline was stored " + age.negated().toDays()
                    + " days in the future; see that the clock is right");
        }
        var there = stored.report().environment();
        if (!there.hardware().equals(here.hardware())) {
            doubts.add("the calibration baseline was made on other hardware, " + there.hardware() + "; this is "
                    + here.hardware() + REMEDY);
        }
        if (!there.kernel().equals(here.kernel())) {
            doubts.add("the calibration baseline was made on another kernel, " + there.kernel() + "; this is "
                    + here.kernel() + REMEDY);
        }
        return doubts;
    }

    private static String reason(IOException failure) {
        if (failure instanceof FileSystemException named) {
            return Optional.ofNullable(named.getReason()).orElse("no access");
        }
        return Optional.ofNullable(failure.getMessage()).orElse("input or output failed");
    }
}
