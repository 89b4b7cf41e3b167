package allsky.spark.evaluation;

import allsky.UserError;
import allsky.cutout.CutoutShape;
import allsky.metrics.prior.ClassPriors;
import allsky.metrics.prior.PriorShift;
import allsky.network.model.ModelDescription;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What is measured on what.
 *
 * @param modelPath folder of the model
 * @param cutoutsPath table of the cutouts
 * @param simulated whether the images are made by simulate-sky
 * @param priors the mix of classes that results are also given for
 * @param priorsSource where its shares are from
 */
public record EvaluationSetup(
    ModelDescription model,
    String modelPath,
    String cutoutsPath,
    CutoutShape shape,
    boolean simulated,
    SplitChoice split,
    ClassPriors priors,
    String priorsSource) {

  /**
   * From the mix of the training to that of the results.
   *
   * @throws UserError where the training had none of a class that the mix has
   */
  public PriorShift shift() {
    try {
      return new PriorShift(ClassPriors.of(model.classPriors()), priors);
    } catch (IllegalArgumentException e) {
      throw new UserError(
          ("Cannot use --model %s with the mix %s: it was trained on %s; give --priors with a share"
                  + " of 0 for the other classes")
              .formatted(modelPath, words(priors), model.classPriors()),
          e);
    }
  }

  /** Such as "simulated Atlas images". */
  String images() {
    return (simulated ? "SIMULATED " : "") + shape.survey().title() + " images";
  }

  /** Such as "39.0 % STAR, 59.4 % GALAXY, 1.6 % QSO". */
  static String words(ClassPriors priors) {
    return priors.shares().entrySet().stream()
        .map(e -> String.format(Locale.ROOT, "%.1f %% %s", 100 * e.getValue(), e.getKey()))
        .collect(Collectors.joining(", "));
  }
}
