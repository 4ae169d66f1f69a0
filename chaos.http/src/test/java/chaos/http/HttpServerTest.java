package chaos.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.socket.SocketPath;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpServerTest {

    @TempDir
    Path folder;

    @Test
    void start_bindsTheSocketAndStopRemovesIt() throws Exception {
        Path socket;
        try (var server = RunningServer.in(folder);
                var client = server.client()) {
            socket = server.socket;
            assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
            assertEquals(200, client.get("/v1/health/live").status());
        }
        assertFalse(Files.exists(socket));
        assertThreadsEnd();
    }

    @Test
    void start_takesThePlaceOfAStaleSocket() throws Exception {
        var stale = folder.resolve("chaosd.sock");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(stale))
                .close();
        try (var server = RunningServer.in(folder);
                var client = server.client()) {
            assertEquals(200, client.get("/v1/health/live").status());
        }
    }

    @Test
    void start_refusesTheSocketOfALiveServerAndLeavesItServing() throws Exception {
        try (var first = RunningServer.in(folder);
                var client = first.client()) {
            var refusal = assertThrows(FileSystemException.class, () -> RunningServer.in(folder));
            assertTrue(refusal.getMessage().contains("belongs to a daemon that is running"), refusal.getMessage());
            assertEquals(200, client.get("/v1/health/live").status());
            try (var another = first.client()) {
                assertEquals(200, another.get("/v1/health/live").status());
            }
        }
    }

    @Test
    void start_thatFailsGivesEverythingBack() throws Exception {
        var notAFolder = Files.writeString(folder.resolve("file"), "keep me");
        assertThrows(FileSystemException.class, () -> RunningServer.in(notAFolder));
        assertEquals("keep me", Files.readString(notAFolder));
        assertThreadsEnd();
    }

    @Test
    void start_refusesAPathThatNoSocketCanHave() {
        var tooLong = folder.resolve("x".repeat(SocketPath.MAX_BYTES));
        var refusal = assertThrows(IllegalArgumentException.class, () -> RunningServer.in(tooLong));
        assertTrue(refusal.getMessage().contains("at most 106 bytes"), refusal.getMessage());
    }

    @Test
    void start_worksAgainAfterStop() throws Exception {
        for (var round = 0; round < 3; round++) {
            try (var server = RunningServer.in(folder);
                    var client = server.client()) {
                assertEquals(200, client.get("/v1/health/live").status());
            }
        }
    }

    @Test
    void stop_leavesTheSocketOfAnother() throws Exception {
        var server = RunningServer.in(folder);
        Files.move(server.socket, folder.resolve("kept-so-that-its-inode-is-not-reused"));
        try (var other = RunningServer.in(folder)) {
            server.close();
            try (var client = other.client()) {
                assertEquals(200, client.get("/v1/health/live").status());
            }
        }
    }

    @Test
    void stop_doesNotWaitForAClientThatKeepsItsConnection() throws Exception {
        var server = RunningServer.in(folder);
        try (var client = server.client()) {
            assertEquals(200, client.get("/v1/health/live").status());
            assertTimeoutPreemptively(RunningServer.IMPATIENT.stop(), server::close);
            assertTrue(client.closedByServer());
        }
    }

    @Test
    void stop_letsARunningRequestFinish() throws Exception {
        var server = RunningServer.in(folder);
        var running = new CountDownLatch(1);
        var stopping = new CountDownLatch(1);
        server.link.beforeApply(() -> {
            running.countDown();
            assertDoesNotThrow(() -> stopping.await(10, TimeUnit.SECONDS));
        });
        try (var client = server.client()) {
            var answer = CompletableFuture.supplyAsync(
                    () -> assertDoesNotThrow(() -> client.putJson("/v1/impairments/port1", "{}")));
            assertTrue(running.await(10, TimeUnit.SECONDS));
            var stop = CompletableFuture.runAsync(server::close);
            stopping.countDown();
            assertEquals(200, answer.get(10, TimeUnit.SECONDS).status());
            stop.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void stop_cutsARequestThatDoesNotFinish() throws Exception {
        var server = RunningServer.in(folder);
        var running = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        server.link.beforeApply(() -> {
            running.countDown();
            assertThrows(InterruptedException.class, () -> never.await(20, TimeUnit.SECONDS));
        });
        try (var client = server.client()) {
            client.raw("PUT /v1/impairments/port1 HTTP/1.1\r\nHost: c\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 2\r\n\r\n{}");
            assertTrue(running.await(10, TimeUnit.SECONDS));
            assertTimeoutPreemptively(Duration.ofSeconds(10), server::close);
            assertFalse(Files.exists(server.socket));
        }
    }

    private static void assertThreadsEnd() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (threads() > 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertEquals(0, threads(), "threads given back");
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("chaos-http") && thread.isAlive())
                .count();
    }
}
