/** What a run will do, checked and estimated before anything starts: which cells train together, and what that takes. */
package tornadovae.experiment.plan;
