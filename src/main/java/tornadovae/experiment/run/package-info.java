/** The work itself: trains what a plan names, then measures and draws each cell from its checkpoint. */
package tornadovae.experiment.run;
