package chaos.json;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes wire records of JSON values.
 *
 * @param additions whether members that the record does not know are passed over; else they are refused
 */
record DocumentReader(boolean additions) {

    /** A document of this type. */
    <T> T read(Node node, String pointer, Class<T> type) {
        return type.cast(object(node, pointer, type));
    }

    private Object object(Node node, String pointer, Class<?> type) {
        if (!(node instanceof Node.Members members)) {
            throw wrong(pointer, "an object", node);
        }
        var shape = Shape.of(type);
        var left = new TreeMap<>(members.all());
        var components = new Object[shape.members().size()];
        int named = shape.open() ? components.length - 1 : components.length;
        for (int i = 0; i < named; i++) {
            var member = shape.members().get(i);
            var value = Optional.ofNullable(left.remove(member.name()));
            components[i] = component(shape, member, value, pointer);
        }
        if (shape.open()) {
            components[named] =
                    entries(left, pointer, Shape.last(shape.members().get(named).type()));
        } else {
            refuseUnknown(left, pointer, shape);
        }
        return shape.make(components);
    }

    private Object component(Shape shape, Shape.Member member, Optional<Node> value, String parent) {
        var pointer = Words.pointer(parent, member.name());
        boolean mayBeAbsent = Shape.raw(member.type()) == Optional.class;
        var present = mayBeAbsent && shape.nulls() ? value.filter(v -> !(v instanceof Node.Nothing)) : value;
        if (mayBeAbsent) {
            return present.map(v -> value(v, pointer, Shape.last(member.type())));
        }
        return value(
                present.orElseThrow(() -> new MalformedJsonException(pointer, "is missing")), pointer, member.type());
    }

    private Object value(Node node, String pointer, Type type) {
        var raw = Shape.raw(type);
        if (raw == long.class || raw == Long.class) {
            return whole(node, pointer);
        }
        if (raw == double.class || raw == Double.class) {
            return number(node, pointer);
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return truth(node, pointer);
        }
        if (raw == String.class) {
            return text(node, pointer);
        }
        if (raw == Object.class) {
            return scalar(node, pointer);
        }
        if (raw == List.class) {
            return list(node, pointer, Shape.last(type));
        }
        return raw == SortedMap.class ? entries(node, pointer, Shape.last(type)) : object(node, pointer, raw);
    }

    private static Long whole(Node node, String pointer) {
        if (node instanceof Node.Whole whole) {
            return whole.value();
        }
        if (node instanceof Node.Decimal decimal && decimal.written().chars().allMatch(c -> c == '-' || isDigit(c))) {
            // None that is sent may be negative, and of the seed these are the bounds.
            throw new MalformedJsonException(pointer, "must be 0 to " + Long.MAX_VALUE + ", was " + node.told());
        }
        throw wrong(pointer, "a whole number without point and exponent", node);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static Double number(Node node, String pointer) {
        if (node instanceof Node.Whole whole) {
            return (double) whole.value();
        }
        if (node instanceof Node.Decimal decimal) {
            return decimal.value();
        }
        throw wrong(pointer, "a number", node);
    }

    private static Boolean truth(Node node, String pointer) {
        if (node instanceof Node.Truth truth) {
            return truth.value();
        }
        throw wrong(pointer, "true or false", node);
    }

    private static String text(Node node, String pointer) {
        if (node instanceof Node.Text text) {
            return text.value();
        }
        throw wrong(pointer, "a string", node);
    }

    private static Object scalar(Node node, String pointer) {
        if (node instanceof Node.Whole || node instanceof Node.Decimal) {
            return node instanceof Node.Whole whole ? (Object) whole.value() : number(node, pointer);
        }
        if (node instanceof Node.Text text) {
            return text.value();
        }
        throw wrong(pointer, "a number or a string", node);
    }

    private List<Object> list(Node node, String pointer, Type type) {
        if (!(node instanceof Node.Items items)) {
            throw wrong(pointer, "an array", node);
        }
        var list = new ArrayList<Object>();
        for (var item : items.all()) {
            list.add(value(item, pointer + "/" + list.size(), type));
        }
        return List.copyOf(list);
    }

    private SortedMap<String, Object> entries(Node node, String pointer, Type type) {
        if (node instanceof Node.Members members) {
            return entries(members.all(), pointer, type);
        }
        throw wrong(pointer, "an object", node);
    }

    private SortedMap<String, Object> entries(Map<String, Node> members, String pointer, Type type) {
        var entries = new TreeMap<String, Object>();
        members.forEach((name, node) -> entries.put(name, value(node, Words.pointer(pointer, name), type)));
        return entries;
    }

    private void refuseUnknown(Map<String, Node> left, String pointer, Shape shape) {
        if (additions || left.isEmpty()) {
            return;
        }
        var name = left.keySet().iterator().next();
        var known = new ArrayList<String>();
        shape.members().forEach(member -> known.add(member.name()));
        throw new MalformedJsonException(
                Words.pointer(pointer, name), "is not a field of this object; it has " + String.join(", ", known));
    }

    private static MalformedJsonException wrong(String pointer, String expected, Node node) {
        return new MalformedJsonException(pointer, "must be " + expected + ", was " + node.told());
    }
}
