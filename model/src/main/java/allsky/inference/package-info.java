/**
 * Engines that run a trained network on prepared inputs.
 *
 * <p>Read {@link allsky.inference.Classifier} first; its two engines give the same output. {@link
 * allsky.inference.OnnxTrial} chooses the graph of ONNX Runtime. Tasks of one process share an open
 * engine through {@code inference.queue}. The package {@code allsky.calibration} turns the output
 * into probabilities.
 */
package allsky.inference;
