/**
 * Charts as data: what is drawn, not how. The report draws them in a browser, figures for papers are drawn from the same values.
 */
package tornadovae.chart;
