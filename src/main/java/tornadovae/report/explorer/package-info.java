/**
 * The explorer: a decoder that runs in the browser, to move over the latent plane and see what it decodes to.
 * {@link tornadovae.report.explorer.Explorer} makes the data that its scripts read,
 * {@link tornadovae.report.explorer.ExplorerServer} decodes for pages whose models are too large to carry.
 */
package tornadovae.report.explorer;
