/** What commands speak to besides the socket of the API: the appliance in this process, and its console. */
package chaos.gogo.client;
