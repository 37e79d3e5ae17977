/** A folder that runs on machines without a JDK and without an SDK. */
package tornadovae.bundle;
