/**
 * The folder of a trained model: weights, description, model card, digests.
 *
 * <p>Read {@link allsky.network.model.ModelFolder} first, then {@link
 * allsky.network.model.TrainedModel}.
 */
package allsky.network.model;
