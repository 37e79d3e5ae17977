/**
 * Objectives beside the vanilla VAE: paired differences over seeds with intervals, effect sizes and corrected tests, as text,
 * CSV, Markdown and LaTeX.
 */
package tornadovae.ablation;
