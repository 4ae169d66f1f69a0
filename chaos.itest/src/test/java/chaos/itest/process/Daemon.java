package chaos.itest.process;

import chaos.itest.Api;
import chaos.itest.Eventually;
import chaos.itest.Folders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One {@code chaosd} of the distribution as a process of its own, with its files in a folder of the test. */
final class Daemon implements AutoCloseable {

    private static final long END_SECONDS = 120;

    private final Process process;
    private final Path log;
    private final Api api;

    private Daemon(Process process, Path log, Path socket) {
        this.process = process;
        this.log = log;
        this.api = new Api(socket);
    }

    /**
     * How to start it.
     *
     * @param folder where its files go
     * @param wrapper a command in front of it, which must become it by exec, such as {@code ip netns exec NAME}
     * @param socket where it listens
     * @param arguments its arguments after {@code --socket}
     */
    record Start(Path folder, List<String> wrapper, Path socket, List<String> arguments) {

        static Start in(Path folder) {
            return new Start(folder, List.of(), folder.resolve("d/chaosd.sock"), List.of());
        }

        Start behind(String... command) {
            return new Start(folder, List.of(command), socket, arguments);
        }

        Start at(Path place) {
            return new Start(folder, wrapper, place, arguments);
        }

        /** With these lines as its configuration file. */
        Start configured(String... lines) throws IOException {
            var state = "state_dir = \"" + folder.resolve("state") + "\"\n";
            var file = Files.createTempFile(folder, "chaosd", ".toml");
            Files.writeString(file, String.join("\n", lines) + "\n" + (lines.length == 0 ? state : ""));
            return new Start(folder, wrapper, socket, List.of(file.toString()));
        }

        Daemon run() throws IOException {
            var command = new ArrayList<>(wrapper);
            command.add(Folders.DISTRIBUTION.resolve("bin/chaosd").toString());
            command.addAll(List.of("--socket", socket.toString()));
            command.addAll(arguments);
            var log = Files.createTempFile(folder, "chaosd", ".log");
            var builder = new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().remove("CHAOS_SOCKET");
            return new Daemon(builder.start(), log, socket);
        }
    }

    Api api() {
        return api;
    }

    /** Everything that it wrote to standard output and standard error. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until it serves, and fails with its log if it ends instead. */
    Daemon serving() {
        return until("/v1/health/live", 200);
    }

    /** Waits until it is ready. */
    Daemon ready() {
        return until(Api.READY, 200);
    }

    Daemon until(String path, int status) {
        Eventually.isTrue(() -> path + " is " + status + "; its log: " + log(), () -> {
            if (!process.isAlive()) {
                throw new AssertionError("the daemon ended with " + process.exitValue() + ": " + log());
            }
            return api.answers(path, status);
        });
        return this;
    }

    /** Waits until it has written this. */
    Daemon logged(String text) {
        Eventually.isTrue("the log has " + text, () -> log().contains(text));
        return this;
    }

    /** Says a line at its own console, as an operator would; returns what it answered. */
    String console(String line) throws IOException {
        var client = new ProcessBuilder(
                        Folders.DISTRIBUTION.resolve("bin/chaos").toString(),
                        "--socket",
                        api.socket().toString(),
                        "shell",
                        "--console")
                .redirectErrorStream(true)
                .start();
        try (var in = client.outputWriter(StandardCharsets.UTF_8)) {
            in.write(line + "\nexit\n");
        }
        var answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        client.onExit().orTimeout(END_SECONDS, TimeUnit.SECONDS).join();
        return answer;
    }

    /** Sends SIGTERM; returns the exit status. */
    int terminate() throws InterruptedException {
        process.destroy();
        return ended();
    }

    /** Sends SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        ended();
    }

    /** Waits until it has ended by itself; returns the exit status. */
    int ended() throws InterruptedException {
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the daemon still runs after " + END_SECONDS + " s: " + log());
        }
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
