/** One contract suite that every data plane passes, driven by its capabilities. */
package chaos.dataplane.tck;
