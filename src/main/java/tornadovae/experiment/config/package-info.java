/**
 * What is to be trained: the table of settings, the table of objectives, and the experiment files and flags that give them
 * values. From below: YAML as nodes with their places, the types of values, the two tables, one configuration, and the experiment
 * with its cells.
 */
package tornadovae.experiment.config;
