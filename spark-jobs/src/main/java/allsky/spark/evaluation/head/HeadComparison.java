package allsky.spark.evaluation.head;

import allsky.metrics.ConfusionMatrix;
import allsky.metrics.PairedComparison;
import allsky.metrics.interval.Estimate;
import allsky.metrics.interval.Proportion;
import com.google.gson.JsonObject;
import java.util.Locale;

/**
 * The SVM head against the softmax head of the network, on the same cutouts.
 *
 * @param regularisation the chosen weight of the squared margin
 * @param validationAccuracy the accuracy on the validation split with it, 0 to 1
 * @param fitted number of cutouts of the train split
 * @param softmax true and predicted classes of the softmax head
 * @param svm true and predicted classes of the SVM head
 * @param paired the SVM head first, the softmax head second
 */
public record HeadComparison(
    double regularisation,
    double validationAccuracy,
    long fitted,
    ConfusionMatrix softmax,
    ConfusionMatrix svm,
    PairedComparison paired) {

  /** The part {@code head} of {@code evaluation.json}. */
  public JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("head", "svm");
    json.addProperty("regularisation", regularisation);
    json.addProperty("validation_accuracy", validationAccuracy);
    json.addProperty("fitted_on", fitted);
    json.addProperty("sources", paired.sources());
    json.add("softmax_accuracy", json(Estimate.of(softmax.accuracy())));
    json.add("svm_accuracy", json(Estimate.of(svm.accuracy())));
    json.add("gain", json(paired.interval()));
    json.addProperty("only_svm_right", paired.onlyFirst());
    json.addProperty("only_softmax_right", paired.onlySecond());
    json.addProperty("mcnemar_p", paired.pValue());
    return json;
  }

  private static JsonObject json(Estimate estimate) {
    JsonObject json = new JsonObject();
    json.addProperty("value", estimate.value());
    json.addProperty("low", estimate.low());
    json.addProperty("high", estimate.high());
    return json;
  }

  /** The result in one line, in percent. */
  public String line() {
    Proportion accuracy = svm.accuracy();
    Estimate gain = paired.interval();
    return String.format(
        Locale.ROOT,
        "SVM head: accuracy %.1f (%.1f to %.1f), softmax %.1f; gain %+.1f points (%+.1f to %+.1f),"
            + " McNemar p %.3f; regularisation %s chosen on the validation split",
        100 * accuracy.value(),
        100 * accuracy.low(),
        100 * accuracy.high(),
        100 * softmax.accuracy().value(),
        100 * gain.value(),
        100 * gain.low(),
        100 * gain.high(),
        paired.pValue(),
        regularisation);
  }
}
