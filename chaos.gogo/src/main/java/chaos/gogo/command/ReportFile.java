package chaos.gogo.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file that is written at the end of a long run, of which it is known before that it can be: its beginning lies next
 * to it from the start, and takes its place when it is whole.
 */
final class ReportFile implements AutoCloseable {

    private final Optional<Path> file;
    private final Optional<Path> fresh;

    private ReportFile(Optional<Path> file, Optional<Path> fresh) {
        this.file = file;
        this.fresh = fresh;
    }

    /**
     * Where a report will be.
     *
     * @param name what was typed; empty: nowhere
     * @throws IOException if it could not be written; the message says why, for people
     */
    static ReportFile open(Optional<String> name) throws IOException {
        if (name.isEmpty()) {
            return new ReportFile(Optional.empty(), Optional.empty());
        }
        try {
            var path = Path.of(name.get()).toAbsolutePath();
            if (path.getFileName() == null || (Files.exists(path) && !Files.isRegularFile(path))) {
                throw new IOException(name.get() + " is no file; name one, such as report.html");
            }
            // As any new file: whoever may read what this person writes may read the report.
            var fresh = Files.createFile(path.resolveSibling(
                    "." + path.getFileName() + "." + Long.toUnsignedString(System.nanoTime(), 36) + ".part"));
            return new ReportFile(Optional.of(path), Optional.of(fresh));
        } catch (InvalidPathException e) {
            throw new IOException("must be a file name, was \"" + name.get() + "\"", e);
        } catch (FileSystemException e) {
            throw new IOException(name.get() + " cannot be written: " + reason(e), e);
        }
    }

    private static String reason(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such directory";
        }
        return Optional.ofNullable(failure.getReason()).orElse("you may not write there");
    }

    /**
     * Puts a text there, all of it at once.
     *
     * @throws IOException if that could not be done; the message says why, and what was there before is as it was
     */
    void write(String text) throws IOException {
        var part = fresh.orElseThrow();
        try {
            try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                var buffer = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(part, file.orElseThrow(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IOException(file.orElseThrow() + " could not be written: " + e.getMessage(), e);
        }
    }

    /** Leaves nothing behind that is not whole. */
    @Override
    public void close() {
        try {
            if (fresh.isPresent()) {
                Files.deleteIfExists(fresh.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("removing what was not written", e);
        }
    }
}
