package chaos.json;

import chaos.api.impairment.QueueLimit;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Duration;
import java.util.Optional;

/**
 * How much may wait before packets are dropped: exactly one of the two.
 *
 * @param limitPackets 1 to 10,000,000 packets
 * @param limitTime 1 ns to 3600 s at the rate, in nanoseconds; needs a rate
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record QueueJson(Optional<Long> limitPackets, Optional<Long> limitTime) {

    private static final Part PART = new Part("/queue", "limit_packets");

    static QueueJson of(QueueLimit queue) {
        return queue.match(new QueueLimit.Cases<>() {
            @Override
            public QueueJson packets(QueueLimit.Packets limit) {
                return new QueueJson(Optional.of(limit.packets()), Optional.empty());
            }

            @Override
            public QueueJson time(QueueLimit.Time limit) {
                return new QueueJson(Optional.empty(), Optional.of(limit.time().toNanos()));
            }
        });
    }

    QueueLimit limit() {
        if (limitPackets.isPresent()) {
            PART.lacks("limit_time", limitTime);
            return PART.value("limit_packets", limitPackets.get(), QueueLimit.Packets::new);
        }
        long nanos = limitTime.orElseThrow(
                () -> new MalformedJsonException("/queue", "must have limit_packets or limit_time"));
        return PART.value("limit_time", Duration.ofNanos(nanos), QueueLimit.Time::new);
    }
}
