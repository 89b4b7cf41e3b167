package allsky.spark.cli.options;

import allsky.UserError;
import allsky.calibration.OutlierRule;
import allsky.calibration.TrainingDistance;
import allsky.metrics.prior.ClassPriors;
import allsky.metrics.prior.PriorShift;
import allsky.network.model.ModelDescription;
import allsky.network.model.TrainedModel;
import allsky.spark.classify.Postprocessor;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The options that say what follows from the network's output. */
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
              + "quantile of the validation set, 0 to 1. With 1, no source gets this flag.")
  private double farQuantile;

  @Option(
      names = "--priors",
      paramLabel = "CLASS=SHARE",
      split = ",",
      description =
          "Class fractions that the probabilities assume, such as "
              + "STAR=0.39,GALAXY=0.594,QSO=0.016. Default: the class fractions of the training "
              + "set.")
  private String[] priors;

  @Option(
      names = "--embeddings",
      description = "Also write the embedding of each source: 512 floats, 2 kB.")
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
   * The judge for a model.
   *
   * @param path the model's, for messages
   * @param remarks takes what a user should know of the outliers, a line each
   */
  public Postprocessor judge(TrainedModel model, String path, Consumer<String> remarks) {
    ModelDescription description = model.description();
    Postprocessor judge = Postprocessor.of(model, outliers(model, path, remarks));
    if (priors != null) {
      judge = judge.withPriors(shift(description, path));
    }
    if (embeddings) {
      OptionCheck.check(
          description.distance() != null,
          "Cannot give --embeddings of --model %s: it is older than they; train it again",
          path);
      judge = judge.withEmbeddings();
    }
    return judge;
  }

  /** For which class mix the probabilities of a model hold. */
  public ClassFractionsNotice mix(ModelDescription model) {
    return new ClassFractionsNotice(
        ClassFractionsNotice.trained(model.classPriors()),
        Optional.ofNullable(priors).map(PriorsOptions::parse));
  }

  private OutlierRule outliers(TrainedModel model, String path, Consumer<String> remarks) {
    double limit = Double.POSITIVE_INFINITY;
    Optional<TrainingDistance> distance = TrainingDistance.ofModel(model);
    if (distance.isEmpty()) {
      remarks.accept(
          "no FAR_FROM_TRAINING: --model " + path + " is older than it; train the model again");
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
          "no FAR_FROM_TRAINING: of %,d validation cutouts only a --far-quantile up to %.4f can be told"
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
                        "Cannot use --priors: --model %s does not name the class mix of its training"
                            .formatted(path)));
    try {
      return new PriorShift(trained, PriorsOptions.parse(priors));
    } catch (IllegalArgumentException e) {
      throw new UserError(
          "Invalid --priors (0 for a class that --model %s does not know): it was trained on %s"
              .formatted(path, trained.shares().keySet()),
          e);
    }
  }
}
