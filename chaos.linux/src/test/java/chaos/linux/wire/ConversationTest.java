package chaos.linux.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.linux.Errno;
import chaos.linux.LinuxException;
import chaos.linux.wire.Conversation.Step;
import chaos.linux.wire.NetlinkException.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ConversationTest {

    private static final int ITEM = 36;
    private static final Message ASK = Message.request(38, 0, new AttributeWriter());
    private static final Message DUMP = Message.request(38, Message.DUMP, new AttributeWriter());

    private final ScriptedKernel kernel = new ScriptedKernel();
    private final Conversation conversation = new Conversation(kernel, Duration.ofMillis(100));

    private static Message item(int sequence, int value) {
        return Answer.item(sequence, ITEM, new AttributeWriter().u32(1, value));
    }

    private static List<Long> values(List<Message> messages) throws NetlinkException {
        var values = new java.util.ArrayList<Long>();
        for (var message : messages) {
            values.add(AttributeReader.of(message.body()).u32(1, -1));
        }
        return values;
    }

    private NetlinkException refused(Message request) {
        return assertThrows(NetlinkException.class, () -> conversation.perform(List.of(new Step("add tbf", request))));
    }

    @Test
    void perform_endsWithTheAcknowledgement() throws NetlinkException {
        kernel.thenSuccess();
        conversation.perform(List.of(new Step("one", ASK), new Step("two", ASK)));
        var heard = kernel.heard().get(0);
        assertEquals(2, heard.size());
        assertEquals(heard.get(0).sequence() + 1, heard.get(1).sequence());
        assertEquals(Message.REQUEST | Message.ACK, heard.get(0).flags());
    }

    @Test
    void perform_nothingAsksNothing() throws NetlinkException {
        conversation.perform(List.of());
        assertEquals(List.of(), kernel.heard());
    }

    @Test
    void perform_saysWhatTheKernelSays() {
        kernel.then(asked ->
                List.of(Answer.datagram(Answer.error(asked.get(0).sequence(), 22, "Invalid minor handle", 20))));
        var failure = refused(ASK);
        assertEquals("add tbf: EINVAL (Invalid argument), \"Invalid minor handle\" at byte 20", failure.getMessage());
        assertEquals(Kind.REFUSED, failure.kind());
        assertTrue(failure.refusedWith(Errno.EINVAL));
    }

    @Test
    void perform_readsARefusalThatEchoesTheRequest() {
        kernel.then(asked -> {
            var request = Message.encode(asked);
            var body = ByteBuffer.allocate(4 + request.remaining() + 24).order(ByteOrder.nativeOrder());
            body.putInt(-17).put(request);
            body.put(new AttributeWriter().string(1, "Exclusivity flag on").written());
            var refusal =
                    new Message(Message.NLMSG_ERROR, Answer.TLVS, asked.get(0).sequence(), body.flip());
            return List.of(Answer.datagram(refusal));
        });
        assertEquals(
                "add tbf: EEXIST (File exists), \"Exclusivity flag on\"",
                refused(Message.request(36, 0, new AttributeWriter().u32(1, 2))).getMessage());
    }

    @Test
    void perform_namesTheFirstStepThatWasRefused() {
        kernel.then(asked -> List.of(
                Answer.datagram(Answer.success(asked.get(0).sequence())),
                Answer.datagram(
                        Answer.error(asked.get(1).sequence(), 2),
                        Answer.error(asked.get(2).sequence(), 22))));
        var steps = List.of(new Step("one", ASK), new Step("two", ASK), new Step("three", ASK));
        var failure = assertThrows(NetlinkException.class, () -> conversation.perform(steps));
        assertEquals("two: ENOENT (No such file or directory)", failure.getMessage());
    }

    @Test
    void ask_dropsAnswersOfOthers() throws NetlinkException {
        kernel.then(asked -> {
            int mine = asked.get(0).sequence();
            return List.of(
                    Answer.datagram(item(mine - 1, 1), Answer.success(mine - 1)),
                    Answer.datagram(item(mine, 2)),
                    Answer.datagram(item(0, 3), Answer.success(mine)));
        });
        assertEquals(List.of(2L), values(conversation.ask("show", ASK)));
    }

    @Test
    void ask_afterATimeoutNeverTakesTheLateAnswer() throws NetlinkException {
        kernel.thenLate(asked -> {
            int sequence = asked.get(0).sequence();
            return List.of(Answer.datagram(item(sequence, 111), Answer.success(sequence)));
        });
        kernel.then(asked -> {
            int sequence = asked.get(0).sequence();
            return List.of(Answer.datagram(item(sequence, 222), Answer.success(sequence)));
        });
        var failure = assertThrows(NetlinkException.class, () -> conversation.ask("show", ASK));
        assertEquals(Kind.TIMED_OUT, failure.kind());
        assertEquals("show: the kernel did not answer within 100 ms", failure.getMessage());
        assertEquals(List.of(222L), values(conversation.ask("show", ASK)));
        assertNotEquals(
                kernel.heard().get(0).get(0).sequence(),
                kernel.heard().get(1).get(0).sequence());
    }

    @Test
    void dump_joinsItsParts() throws NetlinkException {
        kernel.then(asked -> {
            int sequence = asked.get(0).sequence();
            return List.of(
                    Answer.datagram(item(sequence, 1), item(sequence, 2)),
                    Answer.datagram(item(sequence, 3)),
                    Answer.datagram(Answer.done(sequence, 0)));
        });
        assertEquals(List.of(1L, 2L, 3L), values(conversation.dump("list", DUMP)));
    }

    @Test
    void dump_isMadeAgainWhenItChangedMeanwhile() throws NetlinkException {
        kernel.then(asked -> {
            int sequence = asked.get(0).sequence();
            return List.of(Answer.datagram(
                    item(sequence, 1), Answer.interrupted(item(sequence, 2)), Answer.done(sequence, 0)));
        });
        kernel.then(asked -> {
            int sequence = asked.get(0).sequence();
            return List.of(Answer.datagram(item(sequence, 4), Answer.done(sequence, 0)));
        });
        assertEquals(List.of(4L), values(conversation.dump("list", DUMP)));
    }

    @Test
    void dump_thatNeverStandsStillGivesUp() {
        for (int i = 0; i < 10; i++) {
            kernel.then(asked -> List.of(
                    Answer.datagram(Answer.interrupted(Answer.done(asked.get(0).sequence(), 0)))));
        }
        var failure = assertThrows(NetlinkException.class, () -> conversation.dump("list", DUMP));
        assertTrue(failure.getMessage().contains("10 times"), failure.getMessage());
    }

    @Test
    void dump_thatFailsAtItsEndFails() {
        kernel.then(asked -> List.of(Answer.datagram(Answer.done(asked.get(0).sequence(), Errno.EOPNOTSUPP.number()))));
        var failure = assertThrows(NetlinkException.class, () -> conversation.dump("list", DUMP));
        assertTrue(failure.refusedWith(Errno.EOPNOTSUPP));
    }

    @Test
    void ask_tellsASocketThatFailed() {
        kernel.then(asked -> {
            throw new LinuxException("recvfrom", "AF_NETLINK", Errno.ENOBUFS);
        });
        var failure = assertThrows(NetlinkException.class, () -> conversation.ask("show", ASK));
        assertEquals(Kind.FAILED, failure.kind());
        assertEquals(Optional.of(Errno.ENOBUFS), failure.errno());
        assertEquals("show: recvfrom AF_NETLINK: ENOBUFS (No buffer space available)", failure.getMessage());
    }

    @Test
    void ask_refusesAnAnswerThatWasCutAnywhere() {
        var whole = Answer.datagram(Answer.error(1, 22, "Invalid minor handle", 20));
        for (int length = 1; length < whole.remaining(); length++) {
            var cut = whole.slice(0, length).order(ByteOrder.nativeOrder());
            kernel.then(asked -> List.of(cut));
            var failure = assertThrows(NetlinkException.class, () -> conversation.ask("show", ASK));
            assertEquals(Kind.MALFORMED, failure.kind(), "cut at byte " + length);
        }
    }

    /** Whatever comes: it is an answer, it is refused as what it is, or it is waited for in vain. */
    @Property
    boolean ask_survivesAnything(@ForAll byte[] bytes) {
        var silent = new ScriptedKernel().then(asked -> List.of(ByteBuffer.wrap(bytes)));
        try {
            return new Conversation(silent, Duration.ofMillis(1))
                    .ask("show", ASK)
                    .isEmpty();
        } catch (NetlinkException e) {
            return e.kind() == Kind.MALFORMED || e.kind() == Kind.TIMED_OUT;
        }
    }

    /** The same inside an acknowledgement that belongs to the request. */
    @Property
    boolean ask_survivesAnyAcknowledgement(@ForAll byte[] bytes) {
        var silent = new ScriptedKernel()
                .then(asked -> List.of(Answer.datagram(new Message(
                        Message.NLMSG_ERROR,
                        Answer.TLVS,
                        asked.get(0).sequence(),
                        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder())))));
        try {
            return new Conversation(silent, Duration.ofMillis(1))
                    .ask("show", ASK)
                    .isEmpty();
        } catch (NetlinkException e) {
            return e.kind() == Kind.MALFORMED || e.kind() == Kind.REFUSED;
        }
    }
}
