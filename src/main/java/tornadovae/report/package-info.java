/**
 * The HTML report: what an experiment left on disk, as one file that needs no server and no network. Everything it shows comes
 * from files; nothing is trained or decoded for it.
 */
package tornadovae.report;
