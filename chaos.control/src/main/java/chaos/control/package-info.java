/** The one path to a data plane: chooses the live plane of each link, applies, reads back, compares, remembers. */
package chaos.control;
