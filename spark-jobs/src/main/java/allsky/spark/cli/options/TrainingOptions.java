package allsky.spark.cli.options;

import allsky.network.engine.ComputeDevice;
import allsky.spark.files.DriverPath;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.RunIdentity;
import allsky.spark.training.TrainingFolder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where a training runs, and how it uses an earlier one in its folder. */
@Heading.Under(Heading.RUNNING)
public final class TrainingOptions {

  @Mixin private TrainingDeviceOption device;

  @Option(
      names = "--resume",
      description =
          "Continue an interrupted training in --model after its last finished epoch. If "
              + "there is none, start a new training.")
  private boolean resume;

  @Heading.Under(Heading.OUTPUT)
  @Option(names = "--overwrite", description = "Replace an existing model.")
  private boolean overwrite;

  /**
   * @throws allsky.UserError if the device is not valid or not available
   */
  public ComputeDevice device() {
    return device.device();
  }

  /**
   * The model folder as these options use it, see {@link TrainingFolder#of}.
   *
   * @throws allsky.UserError if the folder is occupied, or another training began in it
   */
  public TrainingFolder folder(DriverPath place, OutputFolder folder, RunIdentity run) {
    return TrainingFolder.of(place, folder, run, resume, overwrite);
  }
}
