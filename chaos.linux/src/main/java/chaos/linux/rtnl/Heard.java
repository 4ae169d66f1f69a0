package chaos.linux.rtnl;

import chaos.linux.wire.Message;
import chaos.linux.wire.NetlinkException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something that the kernel told everybody: a qdisc, an interface or an address of one was made, changed or removed.
 *
 * @param kind what it is about
 * @param index the interface
 * @param name its name; empty in what is about a qdisc
 * @param sender the socket that asked for it; 0 for none, and for interfaces on kernels before 6.2
 * @param set the qdisc that has other parameters now; empty in what is about no qdisc, or one that was deleted
 */
public record Heard(Kind kind, int index, Optional<String> name, int sender, Optional<Handle> set) {

    private static final int RTM_NEWLINK = 16;
    private static final int RTM_DELLINK = 17;
    private static final int RTM_NEWADDR = 20;
    private static final int RTM_DELADDR = 21;
    private static final int RTM_NEWQDISC = 36;
    private static final int RTM_DELQDISC = 37;

    private static final int IFADDR_BYTES = 8;

    /** What was told. */
    public enum Kind {
        /** About a qdisc. */
        QDISC,
        /** About an interface that is there, or its addresses. */
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
                case RTM_NEWQDISC, RTM_DELQDISC -> heard.add(qdisc(message));
                case RTM_NEWADDR, RTM_DELADDR -> heard.add(address(message));
                case RTM_NEWLINK, RTM_DELLINK -> heard.add(link(message));
                default -> {
                    // of no concern
                }
            }
        }
        return heard;
    }

    private static Heard qdisc(Message message) throws NetlinkException {
        var place = TcMessage.read(message.body());
        var set = Optional.of(place.handle()).filter(handle -> message.type() == RTM_NEWQDISC);
        return new Heard(Kind.QDISC, place.index(), Optional.empty(), message.sender(), set);
    }

    private static Heard address(Message message) throws NetlinkException {
        if (message.body().remaining() < IFADDR_BYTES) {
            throw NetlinkException.malformed("ifaddrmsg of " + message.body().remaining() + " bytes");
        }
        int index = message.body().getInt(Integer.BYTES);
        return new Heard(Kind.LINK, index, Optional.empty(), message.sender(), Optional.empty());
    }

    private static Heard link(Message message) throws NetlinkException {
        var device = Netdev.read(message);
        // A port that leaves a bridge is told of as deleted too, in the family of bridges, and is still there.
        boolean gone = message.type() == RTM_DELLINK && message.body().get(0) == 0;
        return new Heard(
                gone ? Kind.GONE : Kind.LINK,
                device.index(),
                Optional.of(device.name()),
                message.sender(),
                Optional.empty());
    }
}
