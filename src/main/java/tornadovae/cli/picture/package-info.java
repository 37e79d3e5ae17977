/** Commands that draw: manifold, samples, reconstruct, traverse and figure. */
package tornadovae.cli.picture;
