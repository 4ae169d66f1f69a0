package chaos.gogo.text;

import chaos.api.link.Direction;
import chaos.json.PortJson;
import java.util.List;

/**
 * The two ways across a link, in the words of its interfaces.
 *
 * @param ports as the live plane sees them; empty while none is live
 */
public record Ways(List<PortJson> ports) {

    /** The interface that a direction leaves by, and so is programmed on; its port's name while that is unknown. */
    public String programmedOn(Direction direction) {
        return ports.stream()
                .filter(port -> port.direction().equals(direction.word()))
                .map(PortJson::interface_)
                .findFirst()
                .orElse(direction.word());
    }

    /** From where to where packets of a direction go, for example {@code enp5s0 → enp4s0}. */
    public String arrow(Direction direction) {
        return programmedOn(direction.other()) + " → " + programmedOn(direction);
    }
}
