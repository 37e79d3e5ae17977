/** The variational autoencoder and its objectives, written down as programs. */
package tornadovae.model;
