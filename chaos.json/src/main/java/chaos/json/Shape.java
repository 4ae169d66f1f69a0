package chaos.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a wire record says about its JSON object: one member a component, {@code Optional} for those that may be absent.
 * It is the only description of the format, so reading, writing and the schema made from the records cannot disagree.
 *
 * @param maker the canonical constructor
 * @param members in the order of the components
 * @param nulls whether an absent member that is no list is shown as null, and null read as absent
 * @param open whether the last component takes every member that has no component of its own
 */
record Shape(Constructor<?> maker, List<Member> members, boolean nulls, boolean open) {

    /** A document in which an absent member is shown as null, unless it is a list. */
    interface NullsShown {}

    /** A document whose last component is a map that takes the members without a component. */
    interface Open {}

    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return inspect(type);
        }
    };

    /**
     * One member of the object.
     *
     * @param name in the document
     * @param type of the component
     * @param accessor of the component
     */
    record Member(String name, Type type, Method accessor) {

        /** Whether null may stand for its absence; a list that is absent is left out. */
        boolean isNullable() {
            return raw(type) == Optional.class && raw(last(type)) != List.class;
        }

        /** The component's value. */
        Object of(Object document) {
            try {
                return accessor.invoke(document);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("a wire record is public and its accessors do not fail", e);
            }
        }
    }

    static Shape of(Class<?> type) {
        return SHAPES.get(type);
    }

    /** A document from its components. */
    Object make(Object[] components) {
        try {
            return maker.newInstance(components);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a wire record is public and takes whatever has the right types", e);
        }
    }

    /** The type that a generic type is of, for example {@code X} of {@code Optional<X>}. */
    static Type last(Type type) {
        var arguments = ((ParameterizedType) type).getActualTypeArguments();
        return arguments[arguments.length - 1];
    }

    /** The class of a type, without its parameters. */
    static Class<?> raw(Type type) {
        return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    }

    private static Shape inspect(Class<?> type) {
        var components = type.getRecordComponents();
        var members = Arrays.stream(components)
                .map(c -> new Member(Words.snake(c.getName()), c.getGenericType(), c.getAccessor()))
                .toList();
        var types = Arrays.stream(components).map(c -> c.getType()).toArray(Class<?>[]::new);
        try {
            return new Shape(
                    type.getDeclaredConstructor(types),
                    members,
                    NullsShown.class.isAssignableFrom(type),
                    Open.class.isAssignableFrom(type));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record has its canonical constructor", e);
        }
    }
}
