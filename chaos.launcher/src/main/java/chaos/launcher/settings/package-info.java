/** What {@code chaosd.toml} may say, checked once and strictly; every refusal names file, line and column. */
package chaos.launcher.settings;
