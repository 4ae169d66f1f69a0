/** Adapters of people's ways in: the command line, the interactive shell, and the daemon's own console. */
package chaos.gogo;
