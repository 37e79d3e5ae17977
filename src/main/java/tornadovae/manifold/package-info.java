/** Pictures of latent space: grids, samples, traversals, reconstructions, and their files. */
package tornadovae.manifold;
