package chaos.api.event;

import chaos.api.dataplane.PlaneName;
import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import java.time.Instant;
import java.util.Locale;

/** Something that changed. */
public sealed interface ChaosEvent permits ChaosEvent.ImpairmentChanged, ChaosEvent.PlaneChanged {

    /** Which of all events it is, when it was, where, and by whose hand. */
    Stamp stamp();

    /** A sentence for people. */
    String detail();

    /** Reads an event by its form. */
    <R> R match(Cases<R> cases);

    /**
     * One method a form.
     *
     * @param <R> what the reader makes of it
     */
    interface Cases<R> {

        /** The impairment of a direction. */
        R impairmentChanged(ImpairmentChanged event);

        /** The plane of a link. */
        R planeChanged(PlaneChanged event);
    }

    /**
     * Which of all events, when, where, by whose hand.
     *
     * @param sequence 1 for the first event of this start, then one more each, over all links
     * @param at when
     * @param link where
     * @param actor by whose hand, for example {@code http}, or {@code control} for what nobody asked for
     */
    record Stamp(long sequence, Instant at, LinkName link, String actor) {}

    /**
     * The impairment of a direction changed.
     *
     * @param stamp which, when, where, by whom
     * @param kind what happened to it
     * @param direction which direction
     * @param plane the plane that holds it
     * @param before what was read back before
     * @param after what was read back after
     * @param detail a sentence for people
     */
    record ImpairmentChanged(
            Stamp stamp,
            Change kind,
            Direction direction,
            PlaneName plane,
            Impairment before,
            Impairment after,
            String detail)
            implements ChaosEvent {

        /** What happened to an impairment. */
        public enum Change {
            /** It was applied. */
            APPLIED,
            /** It was cleared. */
            CLEARED,
            /** The plane no longer holds, or never held, what is desired. */
            DIVERGED,
            /** It was cleared because nobody renewed its lease. */
            LEASE_EXPIRED;

            /** The word of the wire contract. */
            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.impairmentChanged(this);
        }
    }

    /**
     * The plane of a link changed.
     *
     * @param stamp which, when, where, by whom
     * @param kind what happened to it
     * @param plane which plane
     * @param detail a sentence for people: the gap, what was left out, why it failed
     */
    record PlaneChanged(Stamp stamp, Step kind, PlaneName plane, String detail) implements ChaosEvent {

        /** What happened to a plane. */
        public enum Step {
            /** It took the ports. */
            PLANE_ATTACHED,
            /** It gave the ports back. */
            PLANE_DETACHED,
            /** It could not take them, or went away with them. */
            PLANE_FAILED,
            /** Somebody else changed its ports, or one lost or got its link partner; the detail says what was done. */
            PORTS_CHANGED,
            /** It missed what others did meanwhile, and everything was read anew. */
            RESYNCHRONISED,
            /** It began to send packets later than they were due, or by ten times more; the detail says by how much. */
            LATE,
            /** It sends packets when they are due again. */
            ON_TIME;

            /** The word of the wire contract. */
            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.planeChanged(this);
        }
    }
}
