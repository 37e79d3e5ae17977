/** What commands share: options, streams, progress, tables, interrupts and refusals. */
package tornadovae.cli.command;
