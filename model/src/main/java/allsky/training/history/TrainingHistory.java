package allsky.training.history;

import allsky.Json;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The results of the epochs of a training, in order. */
public record TrainingHistory(List<EpochResult> epochs) {

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  public TrainingHistory {
    epochs = List.copyOf(epochs);
  }

  public static TrainingHistory empty() {
    return new TrainingHistory(List.of());
  }

  public TrainingHistory with(EpochResult next) {
    List<EpochResult> longer = new ArrayList<>(epochs);
    longer.add(next);
    return new TrainingHistory(longer);
  }

  /** Number of finished epochs. */
  public int size() {
    return epochs.size();
  }

  /**
   * The epoch with the highest validation accuracy.
   *
   * @throws IllegalStateException if no epoch is finished
   */
  public EpochResult best() {
    return epochs.stream()
        .reduce((best, next) -> next.isBetterThan(best) ? next : best)
        .orElseThrow(() -> new IllegalStateException("No epoch is finished"));
  }

  /** The history as CSV, with a line of column names. */
  public String toCsv() {
    StringBuilder csv =
        new StringBuilder(
            "epoch,learning_rate,training_loss,training_accuracy,validation_loss,"
                + "validation_accuracy,images_per_second\n");
    for (EpochResult e : epochs) {
      csv.append(
          String.format(
              Locale.ROOT,
              "%d,%s,%.6f,%.6f,%.6f,%.6f,%.1f%n",
              e.epoch(),
              e.learningRate(),
              e.trainingLoss(),
              e.trainingAccuracy(),
              e.validationLoss(),
              e.validationAccuracy(),
              e.imagesPerSecond()));
    }
    return csv.toString();
  }

  /** The history as JSON, from which {@link #parse} makes an equal history. */
  public String toJson() {
    return GSON.toJson(this);
  }

  /** Parses the text that {@link #toJson} writes. */
  public static TrainingHistory parse(String json) {
    return GSON.fromJson(Json.shallow(json), TrainingHistory.class);
  }
}
