/** What commands speak to: the appliance, in this process or behind its socket, by the documents of the wire. */
package chaos.gogo.client;
