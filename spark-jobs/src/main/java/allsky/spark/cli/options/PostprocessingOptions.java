package allsky.spark.cli.options;

import allsky.UserError;
import allsky.calibration.OutlierRule;
import allsky.calibration.TrainingDistance;
import allsky.metrics.prior.ClassPriors;
import allsky.metrics.prior.PriorShift;
import allsky.network.model.ModelDescription;
import allsky.network.model.TrainedModel;
import allsky.spark.classify.ClassFractionsNotice;
import allsky.spark.classify.Postprocessor;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The options that turn the output of the network into classes and outlier flags. */
public final class PostprocessingOptions {

  @Option(
      names = "--minimum-confidence",
      defaultValue = "0.5",
      paramLabel = "P",
      description =
          "Flag sources as LOW_CONFIDENCE if their largest probability is below P, 0 to " + "1.")
  private double minimumConfidence;

  @Option(
      names = "--far-quantile",
      defaultValue = "0.99",
      paramLabel = "Q",
      description =
          "Flag sources as FAR_FROM_TRAINING if their training_distance is above this "
              + "quantile of the distances of the validation set, 0 to 1. With 1, no source "
              + "gets this flag.")
  private double farQuantile;

  @Option(
      names = "--priors",
      paramLabel = "CLASS=SHARE",
      split = ",",
      description =
          "Class fractions for which the probabilities hold, such as "
              + "STAR=0.39,GALAXY=0.594,QSO=0.016. Default: the class fractions of the "
              + "training set.")
  private String[] priors;

  @Option(
      names = "--embeddings",
      description =
          "Also write the embedding of each source, which is the input of the last "
              + "network layer: 512 floats (2 kB) for iicnet, 256 for iicnet-lite.")
  private boolean embeddings;

  public void check() {
    requireShare("--minimum-confidence", minimumConfidence);
    requireShare("--far-quantile", farQuantile);
    if (priors != null) {
      PriorsOptions.parse(priors);
    }
  }

  private static void requireShare(String option, double value) {
    OptionCheck.check(value >= 0 && value <= 1, "Invalid %s (0 to 1): %s", option, value);
  }

  /**
   * The postprocessor for a model.
   *
   * @param path of the model, for messages
   * @param remarks takes the rule for outliers and its limits, a line each
   */
  public Postprocessor postprocessor(TrainedModel model, String path, Consumer<String> remarks) {
    ModelDescription description = model.description();
    Postprocessor postprocessor = Postprocessor.of(model, outliers(model, path, remarks));
    if (priors != null) {
      postprocessor = postprocessor.withPriors(shift(description, path));
    }
    if (embeddings) {
      OptionCheck.check(
          description.distance() != null,
          "Cannot write --embeddings: --model %s is of an older version that has none; train it"
              + " again",
          path);
      postprocessor = postprocessor.withEmbeddings();
    }
    return postprocessor;
  }

  /** The class fractions that the probabilities of a model assume. */
  public ClassFractionsNotice fractions(ModelDescription model) {
    return new ClassFractionsNotice(
        ClassFractionsNotice.trained(model.classPriors()),
        Optional.ofNullable(priors).map(PriorsOptions::parse));
  }

  private OutlierRule outliers(TrainedModel model, String path, Consumer<String> remarks) {
    double limit = Double.POSITIVE_INFINITY;
    Optional<TrainingDistance> distance = TrainingDistance.ofModel(model);
    if (distance.isEmpty()) {
      remarks.accept(
          "no source gets FAR_FROM_TRAINING: --model "
              + path
              + " is of an older version; train it again");
    } else if (farQuantile < 1) {
      limit = limit(distance.get(), remarks);
    }
    OutlierRule rule = new OutlierRule(minimumConfidence, limit);
    remarks.accept("outliers: " + rule.text());
    return rule;
  }

  private double limit(TrainingDistance distance, Consumer<String> remarks) {
    double limit = distance.threshold(farQuantile);
    if (Double.isInfinite(limit)) {
      remarks.accept(
          "no source gets FAR_FROM_TRAINING: the model has %,d validation cutouts, enough for a --far-quantile up to %.4f"
              .formatted(distance.validationCount(), distance.largestQuantile()));
    }
    return limit;
  }

  private PriorShift shift(ModelDescription model, String path) {
    ClassPriors trained =
        ClassFractionsNotice.trained(model.classPriors())
            .orElseThrow(
                () ->
                    new UserError(
                        "Cannot use --priors: --model %s does not state the class fractions of its training set"
                            .formatted(path)));
    try {
      return new PriorShift(trained, PriorsOptions.parse(priors));
    } catch (IllegalArgumentException e) {
      throw new UserError(
          "Invalid --priors (must be 0 for a class that --model %s does not have): it was trained on %s"
              .formatted(path, trained.shares().keySet()),
          e);
    }
  }
}
