/** What of a data set is probably not what its owner believes, in sentences that name file and remedy. */
package tornadovae.data.check;
