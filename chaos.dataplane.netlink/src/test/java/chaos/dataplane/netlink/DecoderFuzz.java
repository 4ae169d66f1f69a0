package chaos.dataplane.netlink;

import chaos.api.impairment.Defaults;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Duplication;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.unit.BitRate;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import chaos.linux.LinuxException;
import chaos.linux.ports.Offloads;
import chaos.linux.rtnl.Address;
import chaos.linux.rtnl.BridgeView;
import chaos.linux.rtnl.Heard;
import chaos.linux.rtnl.LinkRequests;
import chaos.linux.rtnl.QdiscRequests;
import chaos.linux.wire.Answer;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.Message;
import chaos.linux.wire.NetlinkException;
import chaos.linux.wire.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * Whatever the kernel may answer is read or refused with a {@link NetlinkException}: what a fuzzer calls. The
 * bytes are the answer to each question that the plane asks, with the sequence number that it waits for put in.
 */
public final class DecoderFuzz {

    private static final int SEQUENCE = 8;
    private static final int MTU = 1500;
    private static final RateLimit RATE = RateLimit.of(BitRate.parse("10mbit"));
    private static final Impairment QUEUE = Impairment.NONE.withQueue(new QueueLimit.Packets(10));
    private static final Impairment NETEM = QUEUE.withLatency(new Latency.Stochastic(
                    Duration.ofMillis(40), Duration.ofMillis(5), Distribution.Shape.NORMAL, Correlation.NONE))
            .withLoss(new LossModel.GilbertElliott(
                    Probability.ofPercent(1), Probability.ofPercent(20), Probability.ALWAYS, Probability.NEVER))
            .withDuplication(new Duplication(Probability.ofPercent(1), Correlation.NONE));
    private static final Impairment HINT = Defaults.fill(NETEM.withRate(RATE), MTU);

    private DecoderFuzz() {}

    /** What the fuzzer calls. */
    public static void fuzzerTestOneInput(byte[] answer) {
        var kernel = new Conversation(new Bytes(answer), Duration.ofSeconds(1));
        attempt(() -> {
            var all = QdiscRequests.list(kernel);
            for (var qdisc : all) {
                var observed = ObservedTree.of(all, qdisc.place().index());
                TreeReading.of(observed, HINT, Instant.EPOCH).layers();
                TreeReading.of(observed, Impairment.NONE, Instant.EPOCH).layers();
                if (observed.ownRoot().isPresent()) {
                    Sample.of(observed).counters();
                }
            }
        });
        attempt(() -> LinkRequests.list(kernel));
        attempt(() -> LinkRequests.find(kernel, 1));
        attempt(() -> LinkRequests.view(kernel, 1).ifPresent(BridgeView::wrong));
        attempt(() -> Address.list(kernel).forEach(DecoderFuzz::requireText));
        attempt(() -> Heard.read(ByteBuffer.wrap(answer)));
        attempt(() -> LinkRequests.find(kernel, 1).ifPresent(device -> attempt(() -> new Offloads(kernel).on(device))));
    }

    private static void requireText(Address address) {
        if (address.toString().isEmpty()) {
            throw new IllegalStateException("an address that nobody can be told of");
        }
    }

    private static void attempt(Reading reading) {
        try {
            reading.read();
        } catch (NetlinkException e) {
            e.kind(); // the one way to refuse
        }
    }

    /** Something that is read. */
    private interface Reading {

        void read() throws NetlinkException;
    }

    /** A kernel that answers everything with the same bytes, and then says that it is done. */
    private static final class Bytes implements Transport {

        private final byte[] answer;

        private Bytes(byte[] answer) {
            this.answer = answer;
        }

        @Override
        public void exchange(ByteBuffer request, Taker taker, Duration timeout)
                throws TimeoutException, LinuxException, NetlinkException {
            int sequence = request.duplicate().order(ByteOrder.nativeOrder()).getInt(SEQUENCE);
            if (!taker.take(numbered(sequence)) && !taker.take(Answer.datagram(Answer.done(sequence, 0)))) {
                throw new TimeoutException("nothing more comes");
            }
        }

        /** The bytes, each message in them with this number. */
        private ByteBuffer numbered(int sequence) {
            var datagram = ByteBuffer.wrap(answer.clone()).order(ByteOrder.nativeOrder());
            int at = 0;
            while (at >= 0 && at + 16 <= datagram.limit()) {
                datagram.putInt(at + SEQUENCE, sequence);
                int length = datagram.getInt(at);
                at = length < 16 || length > datagram.limit() ? -1 : at + (length + 3 & ~3);
            }
            return datagram;
        }
    }

    /** Writes what a sound kernel says into a directory, for the fuzzer to begin with. */
    public static void main(String[] arguments) throws IOException {
        var corpus = Path.of(arguments[0]);
        int number = 0;
        for (var answer : sound()) {
            byte[] bytes = new byte[answer.remaining()];
            answer.get(bytes);
            Files.write(corpus.resolve("sound-" + number), bytes);
            number++;
        }
    }

    /** Dumps of trees of every shape, and of interfaces. */
    static List<ByteBuffer> sound() {
        var asked = List.of(new Message(38, 0x301, 1, ByteBuffer.allocate(20)));
        var answers = new ArrayList<ByteBuffer>();
        var fast = QUEUE.withRate(RateLimit.of(BitRate.parse("80gbit")));
        for (var impairment : List.of(Impairment.NONE, QUEUE, NETEM, HINT, fast)) {
            var tree = QdiscTree.of(Defaults.fill(impairment, MTU));
            answers.addAll(FakePort.qdiscs(asked, FakePort.shown(tree)));
        }
        answers.addAll(FakePort.foreign(asked, "htb", "1:"));
        answers.addAll(FakePort.device(asked, 1, 1));
        answers.add(Answer.datagram(Answer.error(1, 22, "Invalid slot range", 44)));
        return answers;
    }
}
