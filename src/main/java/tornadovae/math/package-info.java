/** Random numbers by counter, quantiles, intervals and tests. {@link tornadovae.math.Claim} decides what may be said. */
package tornadovae.math;
