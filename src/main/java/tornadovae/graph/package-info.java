/** Programs: tensors, the ops that compute them, and gradients as programs of their own. Nothing here knows a device. */
package tornadovae.graph;
