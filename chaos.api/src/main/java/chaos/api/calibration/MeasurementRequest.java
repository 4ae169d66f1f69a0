package chaos.api.calibration;

import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import java.time.Duration;

/**
 * What a rig is asked to measure.
 *
 * @param link on which link
 * @param direction in which direction
 * @param train what to send
 * @param settle how long to wait for the last probe after it was sent
 */
public record MeasurementRequest(LinkName link, Direction direction, ProbeTrain train, Duration settle) {}
