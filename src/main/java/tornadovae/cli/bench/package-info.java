/** The command bench and its parts. */
package tornadovae.cli.bench;
