package allsky.spark.classify;

import allsky.inference.OutlierRule;
import allsky.network.TrainedModel;
import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;

/**
 * How sources are classified; travels to the executors with each task.
 *
 * @param broadcast the model, sent to each executor once
 * @param carried the source's columns that the predictions keep, the key first
 * @param batchSize cutouts classified together; 16 to 64 is fastest on CPUs
 */
public record Classification(
    Broadcast<TrainedModel> broadcast,
    Engine engine,
    String[] carried,
    OutlierRule outliers,
    int batchSize)
    implements Serializable {

  /** The model, on the driver and on executors. */
  public TrainedModel model() {
    return broadcast.value();
  }
}
