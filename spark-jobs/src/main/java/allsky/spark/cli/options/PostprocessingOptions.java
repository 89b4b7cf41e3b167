package allsky.spark.cli.options;

import allsky.calibration.OutlierRule;
import allsky.calibration.TrainingDistance;
import allsky.network.model.ModelDescription;
import allsky.network.model.TrainedModel;
import allsky.spark.classify.Postprocessor;
import allsky.spark.classify.PriorsInUse;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that turn the output of the network into classes and outlier flags. */
@Heading.Under(Heading.PROBABILITIES)
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

  @Mixin private SkyPriorsOptions priors;

  @Option(
      names = "--embeddings",
      description =
          "Also write the embedding of each source, which is the input of the last "
              + "network layer: 512 floats (2 kB) for iicnet, 256 for iicnet-lite.")
  private boolean embeddings;

  public void check() {
    requireShare("--minimum-confidence", minimumConfidence);
    requireShare("--far-quantile", farQuantile);
    priors.requireValid();
  }

  private static void requireShare(String option, double value) {
    OptionCheck.check(value >= 0 && value <= 1, "Invalid %s (0 to 1): %s", option, value);
  }

  /**
   * The postprocessor for a model.
   *
   * @param path of the model, for messages
   * @param used see {@link #priors}
   * @param remarks takes the rule for outliers and its limits, a line each
   */
  public Postprocessor postprocessor(
      TrainedModel model, String path, PriorsInUse used, Consumer<String> remarks) {
    ModelDescription description = model.description();
    if (description.classSets() == null) {
      remarks.accept(
          "class_set is null: --model " + path + " is of an older version; train it again");
    }
    Postprocessor postprocessor =
        Postprocessor.of(model, outliers(model, path, remarks)).withPriors(used.priors());
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

  /**
   * The class fractions that the probabilities of a model assume.
   *
   * @param path of the model, for messages
   * @param remarks takes a line for the user
   */
  public PriorsInUse priors(ModelDescription model, String path, Consumer<String> remarks) {
    return priors.of(model, path, remarks);
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
}
