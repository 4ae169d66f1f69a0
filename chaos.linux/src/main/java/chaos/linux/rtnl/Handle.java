package chaos.linux.rtnl;

import java.util.regex.Pattern;

/**
 * A place in a qdisc tree: {@code major << 16 | minor} ({@code include/uapi/linux/pkt_sched.h}, TC_H_MAKE).
 *
 * @param value all 32 bits
 */
public record Handle(int value) {

    /** The parent of a port's root qdisc. */
    public static final Handle ROOT = new Handle(0xFFFF_FFFF);

    /** What a qdisc has that nobody gave a handle: the kernel's default. */
    public static final Handle NONE = new Handle(0);

    private static final Pattern FORM = Pattern.compile("([0-9a-f]{1,4}):([0-9a-f]{0,4})");
    private static final int MAX = 0xFFFF;

    /** The qdisc of this major number. */
    public static Handle qdisc(int major) {
        return of(major, 0);
    }

    /**
     * A handle of two numbers.
     *
     * @throws IllegalArgumentException if one is outside 0 to 0xffff
     */
    public static Handle of(int major, int minor) {
        if (major < 0 || major > MAX || minor < 0 || minor > MAX) {
            throw new IllegalArgumentException("handle numbers must be 0 to ffff, were " + major + ":" + minor);
        }
        return new Handle(major << 16 | minor);
    }

    /**
     * A handle as it prints, for example {@code c4a:0}, {@code c4a:} or {@code root}.
     *
     * @throws IllegalArgumentException if it is not of that form
     */
    public static Handle parse(String text) {
        if ("root".equals(text)) {
            return ROOT;
        }
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("must be a handle such as c4a:0, was \"" + text + "\"");
        }
        String minor = match.group(2);
        return of(Integer.parseInt(match.group(1), 16), minor.isEmpty() ? 0 : Integer.parseInt(minor, 16));
    }

    /** The first number. */
    public int major() {
        return value >>> 16;
    }

    /** The second number. */
    public int minor() {
        return value & MAX;
    }

    /** The one class of a qdisc that has one, tbf and netem; the kernel resolves other minors too, we use this. */
    public Handle onlyClass() {
        return of(major(), 1);
    }

    /** As {@code tc} prints it, with both numbers: {@code c4a:0}; the root parent is {@code root}. */
    @Override
    public String toString() {
        return equals(ROOT) ? "root" : Integer.toHexString(major()) + ":" + Integer.toHexString(minor());
    }
}
