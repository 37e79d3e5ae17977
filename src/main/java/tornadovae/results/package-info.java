/**
 * What experiments left on disk, read once: experiments, cells, settings over seeds, and the studies that make them comparable.
 * Report, figures, ablation, reproduction and the atlas table rest on it.
 */
package tornadovae.results;
