/**
 * TensorBoard's event files: the protocol buffers of an event ({@link tornadovae.tensorboard.Event}), the frames around them
 * ({@link tornadovae.tensorboard.Records}), and the log of one training that goes on after interruptions
 * ({@link tornadovae.tensorboard.EventLog}).
 */
package tornadovae.tensorboard;
