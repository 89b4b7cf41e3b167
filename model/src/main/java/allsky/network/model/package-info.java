/**
 * A trained model as a folder: weights, description, card, digests.
 *
 * <p>Read {@link allsky.network.model.ModelFolder} first, then {@link
 * allsky.network.model.TrainedModel}.
 */
package allsky.network.model;
