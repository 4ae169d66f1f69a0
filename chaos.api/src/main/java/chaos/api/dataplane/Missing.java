package chaos.api.dataplane;

/**
 * Something that a plane needs and this machine lacks.
 *
 * @param what for example {@code netem}
 * @param remedy what a person can do about it
 */
public record Missing(String what, String remedy) {}
