/** What one reads off the picture of a manifold, in numbers with intervals and in sentences. */
package tornadovae.manifold.atlas;
