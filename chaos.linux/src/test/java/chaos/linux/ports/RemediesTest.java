package chaos.linux.ports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.link.Direction;
import chaos.linux.wire.ExtendedAck;
import chaos.linux.wire.NetlinkException;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemediesTest {

    /** Each row: error number, the kernel's words, the reason, a word of the remedy or of the kernel's own text. */
    @ParameterizedTest
    @CsvSource({
        "17, Exclusivity flag on; cannot modify, FOREIGN, apply again",
        "17, NLM_F_REPLACE needed to override, FOREIGN, apply again",
        "22, Invalid qdisc name: must match existing qdisc, FOREIGN, apply again",
        "2, Qdisc not found. To create specify NLM_F_CREATE flag, REJECTED, apply again",
        "2, Failed to find specified qdisc, REJECTED, apply again",
        "2, Specified qdisc kind is unknown, NOT_SUPPORTED, module",
        "22, Invalid handle, REJECTED, apply again",
        "22, netem: cannot mix duplicating netems with other netems in tree, FOREIGN, duplication out",
        "22, Invalid slot range, REJECTED, Invalid slot range",
        "12, '', FAILED, memory",
        "105, '', FAILED, buffers",
        "19, '', NO_SUCH_PORT, ENODEV",
        "1, '', NOT_PERMITTED, CAP_NET_ADMIN"
    })
    void from_aRefusal_saysReasonAndRemedy(int errno, String words, Reason reason, String remedy) {
        var ack = new ExtendedAck(-errno, words.isEmpty() ? Optional.empty() : Optional.of(words), Optional.empty());
        var told = Trouble.at("apply", Direction.PORT1).from(NetlinkException.refused("change netem", ack));
        assertEquals(reason, told.reason(), told.getMessage());
        assertTrue(told.detail().contains(remedy), told.detail());
        assertEquals(
                words.contains("duplicating") ? Optional.of("/duplication") : Optional.empty(),
                told.refusals().stream().map(refusal -> refusal.field()).findFirst());
    }
}
