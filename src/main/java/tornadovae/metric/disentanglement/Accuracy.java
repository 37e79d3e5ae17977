package tornadovae.metric.disentanglement;

/**
 * How well a classifier does on the points it was fitted to and on others.
 *
 * @param train from 0 to 1
 * @param test  from 0 to 1
 */
public record Accuracy(double train, double test) {}
