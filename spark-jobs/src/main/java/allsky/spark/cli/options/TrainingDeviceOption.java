package allsky.spark.cli.options;

import allsky.network.engine.ComputeDevice;
import picocli.CommandLine.Option;

/** The option that says where a training runs. */
@Heading.Under(Heading.RUNNING)
public final class TrainingDeviceOption {

  @Option(
      names = "--device",
      defaultValue = "auto",
      paramLabel = "DEVICE",
      description =
          "Device for training: auto, cpu or gpu:N (GPU number N of the driver's "
              + "machine, from 0). auto: the first GPU, or the CPU if there is none.")
  private String device;

  /**
   * @throws allsky.UserError if the device is not valid or not available
   */
  public ComputeDevice device() {
    return ComputeDevice.parse(device);
  }
}
