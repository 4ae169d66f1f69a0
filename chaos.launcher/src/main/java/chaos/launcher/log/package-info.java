/** The slf4j binding of the daemon: one line an event on the standard error, {@code key=value}. */
package chaos.launcher.log;
