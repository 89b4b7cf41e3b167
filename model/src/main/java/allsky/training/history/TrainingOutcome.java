package allsky.training.history;

import allsky.network.TensorFile;
import allsky.network.model.TrainingSummary;

/**
 * The result of a training.
 *
 * @param parameters the weights after the best epoch
 * @param history all epochs
 * @param summary summary of the training for the model's description
 */
public record TrainingOutcome(
    TensorFile parameters, TrainingHistory history, TrainingSummary summary) {}
