/** The daemon's own console: a Gogo session for everybody who connects to a socket that only its owner may open. */
package chaos.gogo.console;
