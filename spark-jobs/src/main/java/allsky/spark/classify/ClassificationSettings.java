package allsky.spark.classify;

import allsky.network.model.TrainedModel;
import allsky.spark.table.prediction.PredictedColumns;
import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;

/**
 * The settings of a classification. They are sent to the executors with each task.
 *
 * @param broadcast the model, sent to each executor once
 * @param carried the source's columns that the predictions keep, the key first
 * @param postprocessor turns the network's output into classes, sent to each executor once
 * @param batchSize cutouts classified together; 16 to 64 is fastest on CPUs
 * @param devices counts what each device has classified
 */
public record ClassificationSettings(
    Broadcast<TrainedModel> broadcast,
    EngineChoice engine,
    String[] carried,
    Broadcast<Postprocessor> postprocessor,
    int batchSize,
    DeviceUseAccumulator devices)
    implements Serializable {

  /** The columns that the predictions add to the sources' columns. */
  PredictedColumns columns() {
    return new PredictedColumns(
        model().description().shape().classes(),
        postprocessor.value().outliers(),
        postprocessor.value().givesEmbeddings());
  }

  /** The model, on the driver and on executors. */
  public TrainedModel model() {
    return broadcast.value();
  }
}
