package chaos.launcher;

import chaos.launcher.settings.RefusedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the framework keeps what it knows about the bundles, from one start to the next, because reading it anew is a
 * fifth of the start.
 *
 * <p>It is used again only for exactly the same bundles, and only if the start before it was completed: the mark is
 * taken away before a start and put back after it. Each running daemon holds one of a row of numbered folders by a
 * lock, so there are never more of them than daemons that ran at once.
 */
final class Storage implements AutoCloseable {

    private static final int SLOTS = 64;

    private final Path folder;
    private final FileChannel lock;
    private final String bundles;

    private Storage(Path folder, FileChannel lock, String bundles) {
        this.folder = folder;
        this.lock = lock;
        this.bundles = bundles;
    }

    /**
     * A folder that no other daemon uses, preferably one that knows these bundles.
     *
     * @param parent a private directory
     * @param bundles what tells one set of bundles from another
     */
    static Storage open(Path parent, String bundles) throws IOException, RefusedException {
        var free = new ArrayList<Storage>();
        try {
            for (var slot = 0; slot < SLOTS; slot++) {
                var folder = parent.resolve("framework-" + slot);
                var known = Files.exists(folder);
                tryOpen(folder, bundles).ifPresent(free::add);
                var last = free.isEmpty() ? Optional.<Storage>empty() : Optional.of(free.get(free.size() - 1));
                if (last.isPresent() && (last.get().isCurrent() || !known)) {
                    return keep(free, last.get().isCurrent() ? last.get() : free.get(0));
                }
            }
        } catch (IOException e) {
            closeAll(free);
            throw e;
        }
        if (free.isEmpty()) {
            throw new RefusedException(SLOTS + " daemons run already; stop some of them");
        }
        return keep(free, free.get(0));
    }

    Path folder() {
        return folder;
    }

    /** Whether the last start was completed, and with these bundles. */
    boolean isCurrent() {
        try {
            return Files.readString(mark()).equals(bundles);
        } catch (IOException e) {
            return false; // no mark, or none that can be read
        }
    }

    /** A start begins: until it is complete, nobody relies on what is here. */
    void begin() throws IOException {
        Files.deleteIfExists(mark());
    }

    /** A start is complete. */
    void complete() throws IOException {
        Files.writeString(mark(), bundles);
    }

    /** Lets another daemon have the folder. */
    @Override
    public void close() throws IOException {
        lock.close();
    }

    private Path mark() {
        return folder.resolveSibling(folder.getFileName() + ".complete");
    }

    private static Optional<Storage> tryOpen(Path folder, String bundles) throws IOException {
        var file = folder.resolveSibling(folder.getFileName() + ".lock");
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!lock(channel)) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new Storage(folder, channel, bundles));
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by this process
        }
    }

    private static Storage keep(List<Storage> free, Storage kept) throws IOException {
        free.remove(kept);
        closeAll(free);
        return kept;
    }

    private static void closeAll(List<Storage> storages) throws IOException {
        for (var storage : storages) {
            storage.close();
        }
    }
}
