/** The documents of the wire as text for people. */
package chaos.gogo.text;
