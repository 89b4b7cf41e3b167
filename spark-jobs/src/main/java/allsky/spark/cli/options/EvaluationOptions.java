package allsky.spark.cli.options;

import static allsky.spark.cli.options.OptionCheck.check;

import allsky.UserError;
import allsky.spark.evaluation.EvaluatedCutouts;
import allsky.spark.evaluation.EvaluationSetup;
import allsky.spark.evaluation.EvaluationStep;
import allsky.spark.evaluation.head.HeadCutouts;
import allsky.spark.evaluation.review.ReviewSettings;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Option;

/** The options for what an evaluation measures and how it sorts the cutouts. */
public final class EvaluationOptions {

  @Option(
      names = "--magnitude-step",
      defaultValue = "0.5",
      paramLabel = "MAG",
      description = "Width of the magnitude bins in mag, 0.01 to 10.")
  private double magnitudeStep;

  @Option(
      names = "--groups",
      defaultValue = "3",
      paramLabel = "K",
      description = "Number of K-means groups of the misclassified cutouts, 1 to 10.")
  private int groups;

  @Option(
      names = "--low-confidence",
      defaultValue = "0.6",
      paramLabel = "P",
      description =
          "Right predictions below this confidence are sorted into outlier cases, 0 to 1.")
  private double lowConfidence;

  @Option(
      names = "--head",
      defaultValue = "softmax",
      paramLabel = "HEAD",
      description =
          "softmax: the network as it was trained. svm: also a linear support vector machine on "
              + "the embeddings, fitted on the train split and compared with the softmax.")
  private Head head;

  /** The last step of a classification. */
  private enum Head {
    SOFTMAX,
    SVM
  }

  /** True if the predictions need embeddings. */
  public boolean needsEmbeddings() {
    return head == Head.SVM;
  }

  /**
   * @throws UserError if a value is out of its range
   */
  public void requireValid() {
    check(
        magnitudeStep >= 0.01 && magnitudeStep <= 10,
        "Invalid --magnitude-step (0.01 to 10): %s",
        magnitudeStep);
    check(
        groups >= 1 && groups <= ReviewSettings.MAX_GROUPS,
        "Invalid --groups (1 to %s): %s",
        ReviewSettings.MAX_GROUPS,
        groups);
    check(
        lowConfidence >= 0 && lowConfidence <= 1,
        "Invalid --low-confidence (0 to 1): %s",
        lowConfidence);
  }

  /**
   * The step with these options.
   *
   * @param all the cutouts of all splits
   * @throws UserError if the head cannot be fitted on them
   */
  public EvaluationStep step(
      EvaluationSetup setup, EvaluatedCutouts cutouts, Dataset<Row> all, Consumer<String> log) {
    ReviewSettings review = new ReviewSettings(groups, lowConfidence);
    return new EvaluationStep(setup, cutouts, magnitudeStep, review, fittedOn(setup, all), log);
  }

  private Optional<HeadCutouts> fittedOn(EvaluationSetup setup, Dataset<Row> all) {
    return needsEmbeddings()
        ? Optional.of(
            HeadCutouts.of(
                all,
                setup.cutoutsPath(),
                setup.split().toString(),
                setup.model().shape().classes()))
        : Optional.empty();
  }
}
