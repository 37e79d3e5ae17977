/** The command sweep and its parts, for this machine and for schedulers. */
package tornadovae.cli.sweep;
