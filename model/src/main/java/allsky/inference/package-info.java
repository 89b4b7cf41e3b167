/**
 * Engines that run a trained network on prepared inputs.
 *
 * <p>Read {@link allsky.inference.Classifier} first; its two engines give the same output. Tasks of
 * one process share an open engine through {@code inference.queue}. What the output means is in
 * {@code allsky.calibration}.
 */
package allsky.inference;
