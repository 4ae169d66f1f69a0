/** The commands: one set behind the one-shot command line, the interactive shell and the daemon's console. */
package chaos.gogo;
