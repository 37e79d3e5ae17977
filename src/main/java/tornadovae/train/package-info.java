/** The training loop, its checkpoints and history, and trained models. */
package tornadovae.train;
