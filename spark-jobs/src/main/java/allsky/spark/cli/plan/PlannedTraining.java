package allsky.spark.cli.plan;

import allsky.network.Network;
import allsky.network.NetworkShape;
import allsky.network.engine.ComputeDevice;
import java.util.Locale;

/**
 * A training of one network.
 *
 * @param epochs maximum number of epochs
 */
public record PlannedTraining(NetworkShape shape, int epochs, ComputeDevice device) {

  private static final int BYTES_OF_WEIGHT = 4;

  /**
   * Such as "IICnet, 3,412 examples to train on, at most 150 epochs, on cpu".
   *
   * @param examples of the train split
   */
  String line(long examples) {
    return String.format(
        Locale.ROOT,
        "%s, %,d examples to train on, at most %,d epochs, on %s",
        Network.of(shape).name(),
        examples,
        epochs,
        device);
  }

  /** The size of the weights, which several files of the model folder contain. */
  String size() {
    long parameters = Network.of(shape).layers().parameters();
    return String.format(
        Locale.ROOT,
        "%s for each copy of the weights (%,d parameters)",
        Quantity.ofBytes((double) parameters * BYTES_OF_WEIGHT),
        parameters);
  }

  /**
   * The time of all epochs.
   *
   * @param examples of the train split
   */
  String time(long examples) {
    return device.equals(ComputeDevice.CPU)
        ? MeasuredRates.training(shape, examples, epochs)
        : JobPlan.NOT_ESTIMATED;
  }
}
