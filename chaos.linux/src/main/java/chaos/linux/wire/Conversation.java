package chaos.linux.wire;

import chaos.linux.LinuxException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Requests and the answers that belong to them. Every request has a fresh sequence number, and an answer with another
 * one is dropped: what comes late is never taken for what is new.
 */
public final class Conversation {

    private static final int DUMP_TRIES = 10;

    private final Transport transport;
    private final Duration timeout;
    private int sequence;

    /**
     * A conversation.
     *
     * @param transport the way to the kernel
     * @param timeout for each request, or each group of requests
     */
    public Conversation(Transport transport, Duration timeout) {
        this.transport = transport;
        this.timeout = timeout;
        this.sequence = (int) System.nanoTime();
    }

    /** One of its own by the narrow way; this where there is none. See {@link Transport#narrow}. */
    public Conversation narrow() {
        var way = transport.narrow();
        return way == transport ? this : new Conversation(way, timeout);
    }

    /**
     * Asks for everything of a kind; again, when it changed while the kernel listed it.
     *
     * @param operation for messages to people
     * @return the answers in order
     */
    public List<Message> dump(String operation, Message request) throws NetlinkException {
        return gather(List.of(new Step(operation, request))).get(0).messagesOrThrow();
    }

    /** Asks for one thing. */
    public List<Message> ask(String operation, Message request) throws NetlinkException {
        return dump(operation, request);
    }

    /**
     * Asks for several things in one go, of which one at most is everything of a kind. The kernel goes on after one
     * that it refuses.
     *
     * @return an answer for each question; all are asked again, when something changed while the kernel listed it
     */
    public List<Answered> gather(List<Step> questions) throws NetlinkException {
        for (int tries = 0; tries < DUMP_TRIES; tries++) {
            var answers = exchange(questions);
            if (!isInterrupted(answers)) {
                return together(questions, answers);
            }
        }
        String operation = questions.get(0).operation();
        throw NetlinkException.malformed(operation + " changed under our hands " + DUMP_TRIES + " times");
    }

    private static boolean isInterrupted(List<Answers> answers) {
        for (var answer : answers) {
            if (answer.interrupted) {
                return true;
            }
        }
        return false;
    }

    private static List<Answered> together(List<Step> questions, List<Answers> answers) {
        var together = new ArrayList<Answered>();
        for (int i = 0; i < answers.size(); i++) {
            together.add(new Answered(answers.get(i).messages, answers.get(i).refusal(questions.get(i))));
        }
        return together;
    }

    /**
     * Has several things done in one go, in order. The kernel goes on after one that it refuses.
     *
     * @throws NetlinkException for the first that was refused
     */
    public void perform(List<Step> steps) throws NetlinkException {
        if (steps.isEmpty()) {
            return;
        }
        for (var answered : together(steps, exchange(steps))) {
            answered.messagesOrThrow();
        }
    }

    private synchronized List<Answers> exchange(List<Step> steps) throws NetlinkException {
        int first = sequence + 1;
        var numbered = new ArrayList<Message>();
        for (var step : steps) {
            var request = step.request();
            numbered.add(new Message(request.type(), request.flags() | Message.ACK, ++sequence, request.body()));
        }
        var exchange = new Exchange(first, numbered);
        try {
            transport.exchange(Message.encode(numbered), exchange, timeout);
        } catch (TimeoutException e) {
            throw NetlinkException.timedOut(steps.get(0).operation(), timeout.toMillis(), e);
        } catch (LinuxException e) {
            throw NetlinkException.failed(steps.get(0).operation(), e.errno(), e);
        }
        return exchange.answers;
    }

    /**
     * What came back for one question.
     *
     * @param messages the answers in order
     * @param refusal why there are none
     */
    public record Answered(List<Message> messages, Optional<NetlinkException> refusal) {

        /**
         * The answers, where there was no refusal.
         *
         * @throws NetlinkException if there was
         */
        public List<Message> messagesOrThrow() throws NetlinkException {
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            return messages;
        }
    }

    /**
     * One thing to be done.
     *
     * @param name for messages to people, for example {@code add tbf c4a: to eth1}; asked for only when there is one
     * @param request what the kernel gets
     */
    public record Step(Supplier<String> name, Message request) {

        /** One thing of a name that is known already. */
        public Step(String name, Message request) {
            this(() -> name, request);
        }

        /** For messages to people. */
        public String operation() {
            return name.get();
        }
    }

    /** What came back for one request. */
    private static final class Answers {

        private final List<Message> messages = new ArrayList<>();
        private boolean interrupted;
        private boolean complete;
        private ExtendedAck ack = ExtendedAck.SUCCESS;

        private void take(Message message, boolean dump) throws NetlinkException {
            interrupted |= (message.flags() & Message.DUMP_INTERRUPTED) != 0;
            if (message.type() == Message.NLMSG_DONE) {
                end(ExtendedAck.ofDone(message));
            } else if (message.type() == Message.NLMSG_ERROR) {
                var said = ExtendedAck.of(message);
                // A dump ends with NLMSG_DONE; an acknowledgement of success only says that it began.
                if (said.error() != 0 || !dump) {
                    end(said);
                }
            } else if (message.type() >= Message.NLMSG_MIN_TYPE) {
                messages.add(message);
            }
        }

        private void end(ExtendedAck last) {
            ack = last;
            complete = true;
        }

        private Optional<NetlinkException> refusal(Step step) {
            return ack.error() == 0 ? Optional.empty() : Optional.of(NetlinkException.refused(step.operation(), ack));
        }
    }

    /** Waits for the end of every request that was sent together. */
    private static final class Exchange implements Transport.Taker {

        private final int first;
        private final List<Message> requests;
        private final List<Answers> answers = new ArrayList<>();

        private Exchange(int first, List<Message> requests) {
            this.first = first;
            this.requests = requests;
            requests.forEach(request -> answers.add(new Answers()));
        }

        @Override
        public boolean take(ByteBuffer datagram) throws NetlinkException {
            for (var message : Message.decode(datagram)) {
                int index = message.sequence() - first;
                if (index >= 0 && index < requests.size()) {
                    answers.get(index).take(message, requests.get(index).isDump());
                }
            }
            for (var answer : answers) {
                if (!answer.complete) {
                    return false;
                }
            }
            return true;
        }
    }
}
