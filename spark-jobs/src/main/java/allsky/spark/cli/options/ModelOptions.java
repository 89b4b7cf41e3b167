package allsky.spark.cli.options;

import allsky.network.model.ModelFolder;
import allsky.network.model.PretrainedModel;
import allsky.network.model.TrainedModel;
import allsky.spark.columns.TableInput;
import allsky.spark.files.DriverPath;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The option that names a trained model. */
@Heading.Under(Heading.MODEL)
public final class ModelOptions {

  @InputPath(InputPath.Kind.MODEL)
  @Option(
      names = "--model",
      defaultValue = PretrainedModel.NAME,
      paramLabel = "DIR",
      description =
          "Folder of a trained model, written by train-iicnet. pretrained: the model that comes "
              + "with allsky. It was trained on the simulated sky (a folder of this name is "
              + "./pretrained).")
  private String folder;

  /**
   * Reads the model.
   *
   * @param remarks takes a line for the user
   */
  public TrainedModel read(Consumer<String> remarks) {
    return isPretrained()
        ? PretrainedModel.read(remarks)
        : ModelFolder.read(place().local(), remarks);
  }

  /** True for the model that comes with allsky. */
  public boolean isPretrained() {
    return folder.equals(PretrainedModel.NAME);
  }

  /** The folder as an input; without a path for the model that comes with allsky. */
  public TableInput input() {
    return new TableInput("--model", isPretrained() ? null : place().hadoop().toString());
  }

  public String path() {
    return folder;
  }

  private DriverPath place() {
    return DriverPath.parse("--model", folder);
  }
}
