package allsky.training.history;

import allsky.network.TensorFile;
import allsky.network.model.TrainingSummary;

/**
 * What a training leaves.
 *
 * @param parameters the weights after the best epoch
 * @param history all epochs
 * @param summary what the model's description says of the training
 */
public record TrainingOutcome(
    TensorFile parameters, TrainingHistory history, TrainingSummary summary) {}
