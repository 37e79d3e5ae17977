/** Encoder and decoder as ONNX models, written without a library: the part of the format that perceptrons need. */
package tornadovae.onnx;
