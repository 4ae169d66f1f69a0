package chaos.dataplane.model;

import chaos.engine.Engine;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** A clock that stands still but for what happens: arrivals of traffic, and what they lead to in the directions. */
final class VirtualTime {

    private long now;

    /** Traffic for a direction. */
    record Offer(TrafficSource traffic, ModelDirection direction) {}

    /** A source with a packet to offer. */
    private record Arrival(Offer offer, long at) {}

    /** Nanoseconds since the plane was attached. */
    long now() {
        return now;
    }

    /** Offers all of several traffics at once, each from now on, and waits until nothing is in flight. */
    void run(List<Offer> offers) {
        long start = now;
        var events = new PriorityQueue<Arrival>(Comparator.comparingLong(Arrival::at));
        offers.forEach(offer -> add(events, offer, start));
        for (var arrival = events.poll(); arrival != null; arrival = events.poll()) {
            now = arrival.at();
            arrival.offer().direction().offer(arrival.offer().traffic().bytes(), now);
            add(events, arrival.offer(), start);
        }
        for (var offer : offers) {
            settle(offer.direction());
        }
    }

    /** Lets time pass until then, if it has not yet. */
    void pass(long until) {
        now = Math.max(now, until);
    }

    private static void add(PriorityQueue<Arrival> events, Offer offer, long start) {
        if (offer.traffic().next()) {
            events.add(new Arrival(offer, start + offer.traffic().at()));
        }
    }

    private void settle(ModelDirection direction) {
        for (long next = direction.next(); next != Engine.NEVER; next = direction.next()) {
            now = Math.max(now, next);
            direction.advance(now);
        }
    }
}
