/** The interactive shell: the commands with a prompt, history and completion. */
package chaos.gogo.shell;
