package chaos.json;

import chaos.api.impairment.InvalidFieldException;
import java.util.Optional;
import java.util.function.Function;

/**
 * One object of the impairment document while it is translated into values, which know their bounds but not all of
 * them their place.
 *
 * @param pointer of the object
 * @param form the words of the form that was chosen, for example {@code kind "constant"}
 */
record Part(String pointer, String form) {

    /** A member that this form needs. */
    <T> T need(String name, Optional<T> member) {
        return member.orElseThrow(
                () -> new MalformedJsonException(Words.pointer(pointer, name), "is missing" + forForm()));
    }

    /** A member that this form does not have. */
    Part lacks(String name, Optional<?> member) {
        if (member.isPresent()) {
            throw new MalformedJsonException(Words.pointer(pointer, name), "does not go with " + form);
        }
        return this;
    }

    /** The value that a member stands for. */
    <J, T> T value(String name, J member, Function<J, T> maker) {
        try {
            return maker.apply(member);
        } catch (InvalidFieldException e) {
            throw MalformedJsonException.causedBy(new MalformedJsonException(e.field(), e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            var place = Words.pointer(pointer, name);
            throw MalformedJsonException.causedBy(new MalformedJsonException(place, e.getMessage()), e);
        }
    }

    private String forForm() {
        return form.isEmpty() ? "" : "; " + form + " needs it";
    }
}
