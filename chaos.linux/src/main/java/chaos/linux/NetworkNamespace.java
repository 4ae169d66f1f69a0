package chaos.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A network namespace. What is opened in it stays in it; so work that opens something runs on a thread of its own that
 * enters the namespace and ends afterwards, and no thread of the caller is ever left in the wrong one.
 */
public final class NetworkNamespace {

    private static final String NAMED = "/run/netns/";
    private static final String OWN = "the daemon's network namespace";

    private final String subject;
    private final Optional<Path> file;
    private final Entry entry;

    private NetworkNamespace(String subject, Optional<Path> file, Entry entry) {
        this.subject = subject;
        this.file = file;
        this.entry = entry;
    }

    /** The one this process runs in. */
    public static NetworkNamespace own() {
        return new NetworkNamespace(OWN, Optional.empty(), () -> {});
    }

    /**
     * One that exists.
     *
     * @param nameOrPath a name as {@code ip netns} lists it, or an absolute path such as {@code /proc/42/ns/net}
     */
    public static NetworkNamespace at(String nameOrPath) {
        String path = nameOrPath.startsWith("/") ? nameOrPath : NAMED + nameOrPath;
        return new NetworkNamespace(path, Optional.of(Path.of(path)), () -> enter(path));
    }

    /**
     * A new one for each piece of work, with a loopback interface that is down and nothing else. It is gone when what
     * the work opened is closed. Needs {@link LinuxCapability#SYS_ADMIN}.
     */
    public static NetworkNamespace scratch() {
        return new NetworkNamespace(
                "a network namespace made for this",
                Optional.empty(),
                () -> LinuxException.check(LibC.unshare(LibC.CLONE_NEWNET), "unshare", "CLONE_NEWNET"));
    }

    /** Whether it is one that has a name, or at least a path. */
    public boolean hasName() {
        return file.isPresent();
    }

    /**
     * Runs work inside and waits for it.
     *
     * @param work what to do; a socket that it opens belongs to this namespace for good
     * @throws LinuxException if the namespace does not exist or may not be entered, or from the work
     */
    public <T> T inside(Work<T> work) throws LinuxException {
        var task = new FutureTask<T>(() -> {
            entry.enter();
            return work.run();
        });
        var thread = new Thread(task, "in " + subject);
        thread.setDaemon(true);
        thread.start();
        return answer(task);
    }

    private static <T> T answer(FutureTask<T> task) throws LinuxException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true; // what the work opens would be lost: wait for it, it is short
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LinuxException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * What tells one namespace from another of the same name: device and inode of its file. Empty where there is none
     * of that name; always the same for those that have no name.
     */
    Object identity() {
        if (file.isEmpty()) {
            return subject;
        }
        try {
            return Files.readAttributes(file.get(), BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return "";
        }
    }

    private static void enter(String path) throws LinuxException {
        int fd = LinuxException.check(LibC.open(path, LibC.O_RDONLY | LibC.O_CLOEXEC), "open", path);
        try {
            LinuxException.check(LibC.setns(fd, LibC.CLONE_NEWNET), "setns", path);
        } finally {
            LibC.close(fd);
        }
    }

    /** For people: a path, or what it is to the daemon. */
    @Override
    public String toString() {
        return subject;
    }

    /**
     * What is to be done inside.
     *
     * @param <T> what it answers
     */
    @FunctionalInterface
    public interface Work<T> {

        /**
         * Does it.
         *
         * @throws LinuxException if the kernel refuses
         */
        T run() throws LinuxException;
    }

    /** How a thread gets in. */
    private interface Entry {

        void enter() throws LinuxException;
    }
}
