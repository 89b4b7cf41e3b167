package allsky.spark.cli.options;

import allsky.network.model.ModelFolder;
import allsky.network.model.TrainedModel;
import allsky.spark.columns.TableInput;
import allsky.spark.files.DriverPath;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The option that names a trained model. */
public final class ModelOptions {

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "Folder of a trained model, written by train-iicnet.")
  private String folder;

  /**
   * Reads the model.
   *
   * @param remarks takes a line for the user
   */
  public TrainedModel read(Consumer<String> remarks) {
    return ModelFolder.read(place().local(), remarks);
  }

  public TableInput input() {
    return new TableInput("--model", place().hadoop().toString());
  }

  public String path() {
    return folder;
  }

  private DriverPath place() {
    return DriverPath.parse("--model", folder);
  }
}
