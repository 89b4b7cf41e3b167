package allsky.spark.classify;

import allsky.metrics.prior.ClassPriors;
import allsky.metrics.prior.SourcePriors;
import allsky.metrics.prior.TrainedPriors;
import java.util.Optional;

/**
 * The class fractions that the probabilities of a classification assume, with their name for users.
 *
 * @param name such as {@code sky}, in {@code _summary.json}
 * @param text the same in a sentence, after "probabilities assume"
 * @param source the origin of the numbers
 * @param fractions those of all sources; empty if they depend on the source, or are those of the
 *     training
 * @param priors those of each source
 */
public record PriorsInUse(
    String name, String text, String source, Optional<ClassPriors> fractions, SourcePriors priors) {

  /** The name of the class fractions of the training set. */
  public static final String TRAINING = "training";

  /** The class fractions of the training set. */
  public static PriorsInUse ofTraining(Optional<TrainedPriors> trained) {
    return new PriorsInUse(
        TRAINING,
        "the class fractions of the training set",
        "the training set",
        Optional.empty(),
        SourcePriors.ofTraining(trained));
  }

  /** True for the class fractions of the training set. */
  boolean isTraining() {
    return name.equals(TRAINING);
  }
}
