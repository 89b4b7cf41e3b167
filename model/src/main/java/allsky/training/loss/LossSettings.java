package allsky.training.loss;

/**
 * What training makes small: cross entropy, plain by default.
 *
 * @param labelSmoothing share of a label that is spread evenly over all classes, 0 up to but not 1
 *     (Szegedy et al. 2016, "Rethinking the Inception Architecture", section 7)
 * @param classWeights how much each class counts
 */
public record LossSettings(double labelSmoothing, ClassWeights classWeights) {

  /** The paper's: cross entropy. */
  public static final LossSettings PLAIN = new LossSettings(0, ClassWeights.NONE);

  public LossSettings {
    if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
      throw new IllegalArgumentException(
          "Invalid label smoothing (0 up to but not 1): " + labelSmoothing);
    }
  }
}
