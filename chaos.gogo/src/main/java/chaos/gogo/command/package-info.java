/** The commands, one class each, the same for the command line, the interactive shell and the daemon's console. */
package chaos.gogo.command;
