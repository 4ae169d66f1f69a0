package chaos.api.calibration;

/**
 * A case that can be asked for.
 *
 * @param name its name
 * @param what it asks, a sentence for people
 * @param canonical whether it is one of the product's promise
 */
public record CaseDescription(CaseName name, String what, boolean canonical) {}
