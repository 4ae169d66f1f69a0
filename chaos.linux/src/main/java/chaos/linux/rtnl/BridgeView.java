package chaos.linux.rtnl;

import chaos.linux.wire.Attribute;
import chaos.linux.wire.AttributeReader;
import chaos.linux.wire.Message;
import chaos.linux.wire.NetlinkException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A bridge or a port of one as the kernel shows it.
 *
 * @param device the interface
 * @param settings what decides which frames pass; none for what is no part of a bridge
 */
public record BridgeView(Netdev device, Map<BridgeSetting, Integer> settings) {

    private static final int IFLA_OPERSTATE = 16;
    private static final int IFLA_LINKINFO = 18;
    private static final int IFLA_INFO_KIND = 1;
    private static final int IFLA_INFO_DATA = 2;
    private static final int IFLA_INFO_SLAVE_KIND = 4;
    private static final int IFLA_INFO_SLAVE_DATA = 5;
    private static final int UNKNOWN = 0;
    private static final int UP = 6;

    /** A view; the settings are copied. */
    public BridgeView {
        settings = Map.copyOf(settings);
    }

    static BridgeView read(Message message) throws NetlinkException {
        var body = message.body();
        var device = Netdev.read(message);
        var attributes = AttributeReader.of(body.slice(Netdev.IFINFO_BYTES, body.remaining() - Netdev.IFINFO_BYTES));
        var info = attributes.nested(IFLA_LINKINFO);
        boolean isPort = isBridge(info, IFLA_INFO_SLAVE_KIND);
        var settings = new EnumMap<BridgeSetting, Integer>(BridgeSetting.class);
        if (isPort) {
            settings.putAll(BridgeSetting.read(info.nested(IFLA_INFO_SLAVE_DATA), true));
        } else if (isBridge(info, IFLA_INFO_KIND)) {
            settings.putAll(BridgeSetting.read(info.nested(IFLA_INFO_DATA), false));
        }
        if (isPort && !isOperating(device, attributes)) {
            settings.remove(BridgeSetting.STATE); // without a link partner a port is disabled, and nobody's doing
        }
        return new BridgeView(device, settings);
    }

    /** Other kinds of interfaces have other settings by the same numbers. */
    private static boolean isBridge(AttributeReader info, int kind) {
        return info.find(kind).map(Attribute::string).filter("bridge"::equals).isPresent();
    }

    /** Where the kernel lets a port forward ({@code netif_oper_up}). */
    private static boolean isOperating(Netdev device, AttributeReader attributes) throws NetlinkException {
        var state = attributes.find(IFLA_OPERSTATE);
        int operating = state.isPresent() ? state.get().u8() : UNKNOWN;
        return device.has(Netdev.UP) && device.has(Netdev.LOWER_UP) && (operating == UP || operating == UNKNOWN);
    }

    /** The settings that keep frames from passing. */
    public List<BridgeSetting> wrong() {
        return settings.entrySet().stream()
                .filter(setting -> setting.getValue() != setting.getKey().wanted())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
