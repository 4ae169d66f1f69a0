package chaos.bench.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.bench.swap.HttpConnection.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ClientTest {

    private static final Answer GOOD = new Answer(200, false, "{\"bits_per_second\":25000000,\"divergences\":[]}");
    private static final Answer LATER = new Answer(503, true, "{}");

    private final AtomicLong now = new AtomicLong();
    private final Client client = new Client(new Daemon(Path.of("/nowhere/chaosd.sock")), "port1", now::get);

    private void takeAt(long moment, Answer answer) {
        now.set(moment);
        client.take(answer);
    }

    @Test
    void take_measuresFromTheLastGoodAnswerToTheNext() {
        takeAt(10, GOOD);
        takeAt(20, LATER);
        takeAt(30, LATER);
        takeAt(45, GOOD);
        takeAt(60, GOOD);
        takeAt(70, LATER);
        takeAt(90, GOOD);
        assertEquals(List.of(35L, 30L), client.gaps());
        assertEquals(7, client.requests());
        assertEquals(3, client.unavailable());
        assertTrue(client.failure().isEmpty());
    }

    @Test
    void take_ofAnythingElse_isAFailure() {
        takeAt(10, new Answer(503, false, "no word of when to try again"));
        assertTrue(client.failure().isPresent());
    }

    @Test
    void take_ofAStateThatIsNotTheDesired_isAFailure() {
        takeAt(10, new Answer(200, false, "{\"bits_per_second\":25000000,\"divergences\":[{}]}"));
        assertTrue(client.failure().orElseThrow().contains("not held"));
    }

    @Test
    void run_withoutADaemon_saysThatTheConnectionBroke() {
        client.run();
        assertTrue(client.failure().orElseThrow().startsWith("the connection broke"));
    }
}
