/** What is on the disk: the folders of sweeps and cells, their files, and what can be believed of them. */
package tornadovae.experiment.store;
