/**
 * The available networks, each as a list of its layers from the cutouts to the logits.
 *
 * <p>Read {@link allsky.network.architecture.IicNet} first, then {@link
 * allsky.network.architecture.Architecture}. Weights and computation are in {@code allsky.network}.
 */
package allsky.network.architecture;
