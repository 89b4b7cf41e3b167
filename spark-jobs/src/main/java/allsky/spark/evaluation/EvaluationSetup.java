package allsky.spark.evaluation;

import allsky.UserError;
import allsky.cutout.CutoutShape;
import allsky.metrics.prior.ClassPriors;
import allsky.metrics.prior.PriorShift;
import allsky.network.model.ModelDescription;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The model and the cutouts of an evaluation, and the class priors of its second set of results.
 *
 * @param modelPath the folder of the model
 * @param cutoutsPath the table of cutouts
 * @param simulated true if simulate-sky made the images
 * @param priors the class priors for which results are also given
 * @param priorsSource the origin of these priors, as text for users
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
   * The shift from the class priors of the training set to {@code priors}.
   *
   * @throws UserError if the training set has no source of a class in {@code priors}
   */
  public PriorShift shift() {
    try {
      return new PriorShift(ClassPriors.of(model.classPriors()), priors);
    } catch (IllegalArgumentException e) {
      throw new UserError(
          ("Cannot use --model %s with the class priors %s: it was trained on %s; use --priors"
                  + " with 0 for the other classes")
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
