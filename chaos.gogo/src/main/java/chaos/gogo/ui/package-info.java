/** A way for a browser to the socket of the appliance: on the loopback interface only, for one person only. */
package chaos.gogo.ui;
