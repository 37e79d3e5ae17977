/** Scores of a code against the true factors, where these are known. */
package tornadovae.metric.disentanglement;
