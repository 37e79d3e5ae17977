/** Encoder and decoder as ONNX models: the part of the format that perceptrons need. */
package tornadovae.onnx;
