package chaos.client;

import chaos.json.OutcomeJson;

/**
 * The state of a direction, and the tag by which a change can be made only if nobody else made one.
 *
 * @param outcome the state
 * @param tag of the state
 */
public record Tagged(OutcomeJson outcome, String tag) {}
