/** Published results, tried here: what a paper says, what this program got, and whether it is within the tolerance. */
package tornadovae.reproduction;
