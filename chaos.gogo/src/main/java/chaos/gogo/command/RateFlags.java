package chaos.gogo.command;

import chaos.api.impairment.InvalidFieldException;
import chaos.api.impairment.RateLimit;
import chaos.api.unit.BitRate;
import chaos.api.unit.ByteCount;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A rate limit from its flags. */
record RateFlags(Typed typed) {

    private static final List<Flag> BESIDE = List.of(Flag.BURST, Flag.OVERHEAD, Flag.CELL_SIZE);

    boolean any() {
        return typed.has(Flag.RATE) || BESIDE.stream().anyMatch(typed::has);
    }

    /** The limit; what was not typed stays as it is. */
    RateLimit onto(Optional<RateLimit> there) throws UsageException {
        if (!typed.has(Flag.RATE) && there.isEmpty()) {
            var alone = BESIDE.stream().filter(typed::has).findFirst().orElseThrow();
            var why = alone == Flag.BURST ? "what may leave at once" : "how much a packet counts";
            throw new UsageException(typed.name(alone) + " needs --rate: it is " + why + " at that rate");
        }
        var rate = typed.has(Flag.RATE)
                ? typed.value(Flag.RATE, BitRate::parse)
                : there.orElseThrow().rate();
        var burst = typed.has(Flag.BURST)
                ? Optional.of(typed.value(Flag.BURST, ByteCount::parse))
                : there.flatMap(RateLimit::burst);
        int overhead = typed.has(Flag.OVERHEAD)
                ? typed.value(Flag.OVERHEAD, RateFlags::bytes)
                : there.map(RateLimit::packetOverhead).orElse(0);
        var cells = typed.has(Flag.CELL_SIZE)
                ? OptionalInt.of(typed.value(Flag.CELL_SIZE, RateFlags::bytes))
                : there.map(RateLimit::cellSize).orElse(OptionalInt.empty());
        try {
            return new RateLimit(rate, burst, overhead, cells);
        } catch (InvalidFieldException e) {
            throw new UsageException(typed.nameOf(e.field()).orElse(e.field()) + " " + e.getMessage(), e);
        }
    }

    private static int bytes(String text) {
        long bytes = Typed.whole(text, "a number of bytes");
        if (bytes != (int) bytes) {
            throw new IllegalArgumentException("must be a number of bytes that is not too large, was " + text);
        }
        return (int) bytes;
    }
}
