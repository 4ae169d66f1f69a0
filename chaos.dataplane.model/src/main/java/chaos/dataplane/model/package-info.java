/** A data plane in memory: holds canonical state and counts the traffic that is offered to it in process. */
package chaos.dataplane.model;
