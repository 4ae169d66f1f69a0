package chaos.gogo.command;

import chaos.distribution.DistFile;
import chaos.distribution.LatencyTable;
import chaos.engine.fit.Conditions;
import chaos.engine.fit.LatencyFit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A file that was named on the command line; {@code -} is the standard input.
 *
 * @param name as it was typed
 * @param in the standard input
 */
record InputFile(String name, InputStream in) {

    /** What is read from it. */
    private interface Reading<T> {

        T from(InputStream in) throws IOException;
    }

    /** The table that it holds. */
    LatencyTable table() throws UsageException {
        return read(stream -> DistFile.parse(stream.readNBytes(DistFile.MAX_BYTES + 1)));
    }

    /** The conditions that were recorded in it. */
    Conditions conditions() throws UsageException {
        return read(stream ->
                Conditions.read(new BufferedReader(new InputStreamReader(stream, StandardCharsets.ISO_8859_1))));
    }

    /** The latency of conditions that were recorded in it. */
    LatencyFit latency(Conditions conditions) throws UsageException {
        try {
            return LatencyFit.of(conditions);
        } catch (IllegalArgumentException e) {
            throw new UsageException(name + ": " + e.getMessage(), e);
        }
    }

    private <T> T read(Reading<T> reading) throws UsageException {
        try {
            if (name.equals("-")) {
                return reading.from(in);
            }
            try (var stream = Files.newInputStream(Path.of(name))) {
                return reading.from(stream);
            }
        } catch (FileSystemException e) {
            var reason = e.getReason() == null ? "see that it exists and that you may read it" : e.getReason();
            throw new UsageException(name + " cannot be read; " + reason, e);
        } catch (IOException | InvalidPathException e) {
            throw new UsageException(name + " cannot be read: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new UsageException(name + ": " + e.getMessage(), e);
        }
    }
}
