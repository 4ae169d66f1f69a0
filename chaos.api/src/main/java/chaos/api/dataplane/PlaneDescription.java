package chaos.api.dataplane;

/**
 * Which plane this is.
 *
 * @param name its name
 * @param version the version of its bundle
 * @param carriesTraffic whether real packets go through it
 */
public record PlaneDescription(PlaneName name, String version, boolean carriesTraffic) {}
