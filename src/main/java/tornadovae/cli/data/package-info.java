/** The command data: list, info, fetch and preview. */
package tornadovae.cli.data;
