package allsky.spark.job;

import allsky.network.ModelFolder;
import allsky.network.TrainedModel;
import allsky.spark.run.DriverPath;
import allsky.spark.table.TableInput;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The option that names a trained model. */
final class ModelOptions {

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "Folder of a trained model, see train-iicnet.")
  private String folder;

  /** The model; what a user must know of it is told to {@code remarks}. */
  TrainedModel read(Consumer<String> remarks) {
    return ModelFolder.read(place().local(), remarks);
  }

  TableInput input() {
    return new TableInput("--model", place().hadoop().toString());
  }

  String path() {
    return folder;
  }

  private DriverPath place() {
    return DriverPath.parse("--model", folder);
  }
}
