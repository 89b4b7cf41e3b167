package allsky.spark.classify;

import allsky.network.model.TrainedModel;
import allsky.spark.table.prediction.PredictedColumns;
import allsky.spark.table.prediction.PredictionTable;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The settings of a classification. They are sent to the executors with each task.
 *
 * @param broadcast the model, sent to each executor once
 * @param carried the fields of the source's columns that the predictions keep, the key first
 * @param postprocessor turns the network's output into classes, sent to each executor once
 * @param batchSize cutouts classified together; 16 to 64 is fastest on CPUs
 * @param devices counts what each device has classified
 */
public record ClassificationSettings(
    Broadcast<TrainedModel> broadcast,
    EngineChoice engine,
    List<StructField> carried,
    Broadcast<Postprocessor> postprocessor,
    int batchSize,
    DeviceUseAccumulator devices)
    implements Serializable {

  public ClassificationSettings {
    carried = List.copyOf(carried);
  }

  /** The names of the columns that the predictions keep. */
  String[] carriedNames() {
    return carried.stream().map(StructField::name).toArray(String[]::new);
  }

  /** The schema of the predictions. */
  StructType schema() {
    return PredictionTable.schema(carried, columns());
  }

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
