/** Starts the framework with the bundles of a distribution, hands over the settings, and stops it in order. */
package chaos.launcher;
