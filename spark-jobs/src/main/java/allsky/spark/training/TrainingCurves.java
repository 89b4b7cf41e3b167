package allsky.spark.training;

import allsky.spark.plot.TrainingPlot;
import allsky.spark.plot.canvas.Picture;
import allsky.training.history.EpochResult;
import allsky.training.history.TrainingHistory;
import java.util.function.ToDoubleFunction;

/** Draws loss and accuracy by epoch. */
public final class TrainingCurves {

  /** The file name of the picture in the model folder. */
  public static final String FILE = "curves.png";

  private TrainingCurves() {}

  /** Loss above accuracy, each on the training and on the validation split. */
  public static Picture draw(TrainingHistory history) {
    double[] epochs = values(history, EpochResult::epoch);
    return TrainingPlot.lossAndAccuracy(
        epochs,
        values(history, EpochResult::trainingLoss),
        values(history, EpochResult::validationLoss),
        values(history, EpochResult::trainingAccuracy),
        values(history, EpochResult::validationAccuracy));
  }

  private static double[] values(TrainingHistory history, ToDoubleFunction<EpochResult> quantity) {
    return history.epochs().stream().mapToDouble(quantity).toArray();
  }
}
