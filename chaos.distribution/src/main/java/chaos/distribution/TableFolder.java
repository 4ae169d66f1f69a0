package chaos.distribution;

import chaos.api.impairment.Distribution;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The named tables of a state directory: {@code dist/<name>.dist}, each in the format of {@link DistFile}. A name is
 * checked before it becomes part of a path. Every look reads the file anew; whoever got a table keeps it, whatever
 * becomes of the file.
 */
public final class TableFolder implements LatencyTables {

    /** As many tables as are listed. */
    public static final int MAX_TABLES = 1000;

    private static final String SUFFIX = ".dist";

    private final Path folder;

    private TableFolder(Path folder) {
        this.folder = folder;
    }

    /** The tables in a state directory, which need not exist. */
    public static TableFolder in(Path stateDir) {
        return new TableFolder(stateDir.resolve("dist"));
    }

    /** The tables in a state directory by its name; those of the shapes alone where that is empty. */
    public static LatencyTables inStateDir(String stateDir) {
        return stateDir.isEmpty() ? SHAPES : in(Path.of(stateDir));
    }

    @Override
    public LatencyTable named(String name) throws UnusableTableException {
        var file = file(name);
        try {
            return DistFile.parse(bytes(file));
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new UnusableTableException(
                    "there is no table \"" + name + "\": " + file + " does not exist; make it with chaos import " + name
                            + " FILE, or choose another distribution",
                    e);
        } catch (IOException e) {
            throw new UnusableTableException(
                    "the table \"" + name + "\" cannot be read: " + Reasons.of(e, file)
                            + "; see that the daemon may read it",
                    e);
        } catch (IllegalArgumentException e) {
            throw new UnusableTableException(
                    "the table \"" + name + "\" cannot be used: " + file + ": " + e.getMessage()
                            + "; import it anew with chaos import " + name + " FILE",
                    e);
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        if (!Files.isRegularFile(file) && Files.exists(file)) {
            throw new IOException("is no file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(DistFile.MAX_BYTES + 1);
        }
    }

    /** A folder that cannot be listed shows no names; asking for one of them says why. */
    @Override
    public List<String> names() {
        var names = new ArrayList<String>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (var file : files) {
                var name = file.getFileName().toString();
                name = name.substring(0, name.length() - SUFFIX.length());
                if (Distribution.Table.isName(name) && names.size() < MAX_TABLES) {
                    names.add(name);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        Collections.sort(names);
        return List.copyOf(names);
    }

    /**
     * Keeps a table under a name, in place of one that has it. The new one is whole on the disk before the old one
     * goes: whatever fails, one of the two is there.
     *
     * @throws IOException if it cannot be kept; the message is for people
     */
    public void store(String name, LatencyTable table) throws IOException {
        var file = file(name);
        try {
            Files.createDirectories(folder);
            if (!names().contains(name) && names().size() >= MAX_TABLES) {
                throw new IOException("there are " + MAX_TABLES + " tables already; delete one first");
            }
            var fresh = Files.createTempFile(folder, "." + name, ".new");
            try {
                write(fresh, DistFile.text(table).getBytes(StandardCharsets.US_ASCII));
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
            settle();
        } catch (IOException e) {
            throw new IOException(
                    "the table \"" + name + "\" cannot be stored: " + Reasons.of(e, folder)
                            + "; what was there is unchanged",
                    e);
        }
    }

    private static void write(Path fresh, byte[] text) throws IOException {
        try (var out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            var left = ByteBuffer.wrap(text);
            while (left.hasRemaining()) {
                out.write(left);
            }
            out.force(true);
        }
    }

    /** The name itself must be on the disk too. */
    private void settle() throws IOException {
        try (var open = FileChannel.open(folder, StandardOpenOption.READ)) {
            open.force(true);
        }
    }

    /**
     * Removes a table.
     *
     * @return whether there was one
     * @throws IOException if it cannot be removed; the message is for people
     */
    public boolean delete(String name) throws IOException {
        var file = file(name);
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            Files.delete(file);
            settle();
            return true;
        } catch (IOException e) {
            throw new IOException("the table \"" + name + "\" cannot be deleted: " + Reasons.of(e, file), e);
        }
    }

    /** Where a table is or would be. */
    private Path file(String name) {
        return folder.resolve(new Distribution.Table(name).name() + SUFFIX);
    }
}
