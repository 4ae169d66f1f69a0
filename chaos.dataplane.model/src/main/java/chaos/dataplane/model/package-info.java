/** A data plane in memory and in virtual time, on the engine, and the prediction of what traffic will see. */
package chaos.dataplane.model;
