/** Sweeps on clusters with Slurm: settings, scripts, submission, and what became of it. */
package tornadovae.launch.slurm;
