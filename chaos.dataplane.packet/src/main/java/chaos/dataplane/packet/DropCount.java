package chaos.dataplane.packet;

import chaos.engine.DropCause;
import java.util.EnumMap;
import java.util.Map;

/** Packets of one direction that did not leave, by cause. */
final class DropCount {

    private final Map<DropCause, Count> byEngine = new EnumMap<>(DropCause.class);
    private long port;

    DropCount() {
        for (var cause : DropCause.values()) {
            byEngine.put(cause, new Count());
        }
    }

    /** One that counts up, where a boxed one would be a new one each time. */
    private static final class Count {
        private long value;
    }

    void add(DropCause cause) {
        add(cause, 1);
    }

    void add(DropCause cause, long packets) {
        byEngine.get(cause).value += packets;
    }

    /** The interface did not take it. */
    void addPort() {
        addPort(1);
    }

    void addPort(long packets) {
        port += packets;
    }

    void addAll(DropCount before) {
        port += before.port;
        before.byEngine.forEach((cause, count) -> add(cause, count.value));
    }

    long of(DropCause cause) {
        return byEngine.get(cause).value;
    }

    long ofPort() {
        return port;
    }

    long all() {
        return port + byEngine.values().stream().mapToLong(count -> count.value).sum();
    }
}
