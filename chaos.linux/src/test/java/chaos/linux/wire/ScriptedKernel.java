package chaos.linux.wire;

import chaos.linux.LinuxException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** A kernel that answers from a script, one line an exchange; datagrams that come too late reach the next exchange. */
public final class ScriptedKernel implements Transport {

    private final Deque<Line> script = new ArrayDeque<>();
    private final List<ByteBuffer> late = new ArrayList<>();
    private final List<List<Message>> heard = new ArrayList<>();
    private Transport narrow = this;

    /** What it answers to the messages of one exchange. */
    @FunctionalInterface
    public interface Line {

        /** The datagrams, in order. */
        List<ByteBuffer> answer(List<Message> requests) throws LinuxException;
    }

    /** The next line of the script. */
    public ScriptedKernel then(Line line) {
        script.add(line);
        return this;
    }

    /** Says yes to everything in the next exchange. */
    public ScriptedKernel thenSuccess() {
        return then(requests -> requests.stream()
                .map(request -> Answer.datagram(Answer.success(request.sequence())))
                .toList());
    }

    /** Answers the next exchange only when the one after it waits. */
    public ScriptedKernel thenLate(Line line) {
        return then(requests -> {
            late.addAll(line.answer(requests));
            return List.of();
        });
    }

    /** Gives it a narrow way, which has a script of its own. */
    public ScriptedKernel withNarrow(Transport way) {
        narrow = way;
        return this;
    }

    @Override
    public Transport narrow() {
        return narrow;
    }

    /** What it was asked, an exchange an item. */
    public List<List<Message>> heard() {
        return heard;
    }

    @Override
    public void exchange(ByteBuffer request, Taker taker, Duration timeout)
            throws TimeoutException, LinuxException, NetlinkException {
        var requests = Message.decode(request);
        heard.add(requests);
        var datagrams = new ArrayList<>(late);
        late.clear();
        datagrams.addAll(script.remove().answer(requests));
        for (var datagram : datagrams) {
            if (taker.take(datagram)) {
                return;
            }
        }
        throw new TimeoutException("the script says nothing more");
    }
}
