/**
 * Training from another project's code: the front door of this program as a library.
 *
 * <p>{@link tornadovae.api.VaeTraining} trains a model by the settings of an experiment file, and gives a
 * {@link tornadovae.api.TrainedVae}. Besides these two, the classes that they name are meant for use from outside:
 * {@code Dataset}, {@code Part} and {@code Images} of one's own pictures; {@code Datasets} and {@code DataSpec};
 * {@code Objective}, {@code LossForm} and {@code Penalty}, {@code Kernel} and {@code Split}; {@code Engines};
 * {@code TrainedModel}, {@code Codes}, {@code Evaluation}, {@code Checkpoint}, {@code History} and {@code HistoryRow};
 * {@code Pictures} and {@code Png}; and for several models at once {@code Trainer}, {@code Recipe}, {@code Replica},
 * {@code VaeSpec} with {@code Layers} and its enums, {@code Optimiser}, {@code Schedule} and {@code LearningRateSchedule}.
 *
 * <p>These classes keep their names and meaning within a minor version. All others are the program's own and may change at any
 * time, public or not. docs/library.md has examples, which are tested.
 */
package tornadovae.api;
