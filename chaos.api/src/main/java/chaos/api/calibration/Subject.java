package chaos.api.calibration;

import chaos.api.link.Direction;

/**
 * What a result is about.
 *
 * @param name the case
 * @param direction where it was asked
 * @param quantity what is judged, for example {@code mean one-way delay}
 * @param question which question it answers
 */
public record Subject(CaseName name, Direction direction, String quantity, Question question) {}
