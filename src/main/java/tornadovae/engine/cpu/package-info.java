/** The built-in engine: kernels on the JDK's Vector API, or one number at a time where it is missing, on a team of threads. */
package tornadovae.engine.cpu;
