/** What a researcher opens after a sweep: the page with its charts, and the explorer in it. Reads files of results, prints nothing. */
package tornadovae.report;
