package chaos.api.link;

/**
 * The path between two ports.
 *
 * @param name its name
 * @param port1 the port with the lower PCI address, where both have one
 * @param port2 the other port
 */
public record Link(LinkName name, Port port1, Port port2) {

    /**
     * A link between two different ports, in slot order.
     *
     * @throws IllegalArgumentException if the ports are the same or swapped
     */
    public Link {
        if (port1.name().equals(port2.name())) {
            throw new IllegalArgumentException("port1 and port2 must be two interfaces, were both " + port1.name());
        }
        if (port1.direction() != Direction.PORT1 || port2.direction() != Direction.PORT2) {
            throw new IllegalArgumentException("port1 and port2 must be in their own places");
        }
        if (port1.pciAddress().isPresent() && port2.pciAddress().isPresent()) {
            refuseSwap(port1, port2);
        }
    }

    /** The port that a direction leaves by. */
    public Port port(Direction direction) {
        return direction == Direction.PORT1 ? port1 : port2;
    }

    private static void refuseSwap(Port port1, Port port2) {
        var first = port1.pciAddress().orElseThrow();
        var second = port2.pciAddress().orElseThrow();
        if (first.compareTo(second) > 0) {
            throw new IllegalArgumentException("port1 must have the lower PCI address: port1 " + port1.name()
                    + " is at " + first + ", port2 " + port2.name() + " is at " + second + "; swap them");
        }
    }
}
