package allsky.spark.job;

import allsky.network.ModelFolder;
import allsky.network.TrainedModel;
import allsky.spark.table.TableInput;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names a trained model. */
final class ModelOptions {

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "Folder of a trained model, see train-iicnet.")
  private Path folder;

  TrainedModel read() {
    return ModelFolder.read(folder);
  }

  TableInput input() {
    return new TableInput("--model", path());
  }

  String path() {
    return folder.toString();
  }
}
