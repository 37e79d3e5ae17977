/** Commands that look at finished models: report, explore, measure and atlas. */
package tornadovae.cli.results;
