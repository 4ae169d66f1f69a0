package chaos.linux.rtnl;

import chaos.linux.wire.Message;
import chaos.linux.wire.NetlinkException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something that the kernel told everybody: a qdisc or an interface was made, changed or removed.
 *
 * @param kind what it is about
 * @param index the interface
 * @param name its name; empty in what is about a qdisc
 * @param sender the socket that asked for it; 0 for none, and for interfaces on kernels before 6.2
 */
public record Heard(Kind kind, int index, Optional<String> name, int sender) {

    private static final int RTM_NEWLINK = 16;
    private static final int RTM_DELLINK = 17;
    private static final int RTM_NEWQDISC = 36;
    private static final int RTM_DELQDISC = 37;

    /** What was told. */
    public enum Kind {
        /** About a qdisc. */
        QDISC,
        /** About an interface that is there. */
        LINK,
        /** An interface is gone. */
        GONE
    }

    /**
     * What a datagram says about qdiscs and interfaces.
     *
     * @throws NetlinkException if it makes no sense
     */
    public static List<Heard> read(ByteBuffer datagram) throws NetlinkException {
        var heard = new ArrayList<Heard>();
        for (var message : Message.decode(datagram)) {
            switch (message.type()) {
                case RTM_NEWQDISC, RTM_DELQDISC -> heard.add(new Heard(
                        Kind.QDISC, TcMessage.read(message.body()).index(), Optional.empty(), message.sender()));
                case RTM_NEWLINK, RTM_DELLINK -> heard.add(link(message));
                default -> {
                    // of no concern
                }
            }
        }
        return heard;
    }

    private static Heard link(Message message) throws NetlinkException {
        var device = Netdev.read(message);
        // A port that leaves a bridge is told of as deleted too, in the family of bridges, and is still there.
        boolean gone = message.type() == RTM_DELLINK && message.body().get(0) == 0;
        return new Heard(gone ? Kind.GONE : Kind.LINK, device.index(), Optional.of(device.name()), message.sender());
    }
}
