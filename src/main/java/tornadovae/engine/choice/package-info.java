/** The choice of an engine: the built-in one, and those that announce themselves as a service. */
package tornadovae.engine.choice;
