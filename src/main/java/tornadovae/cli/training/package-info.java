/** Commands that train: train, ablate, reproduce, and what explains their settings. */
package tornadovae.cli.training;
