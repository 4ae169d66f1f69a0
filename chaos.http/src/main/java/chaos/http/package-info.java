/** The HTTP/JSON control surface on a Unix socket. */
package chaos.http;
