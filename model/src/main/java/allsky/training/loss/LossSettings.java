package allsky.training.loss;

/**
 * The settings of the loss, which is a cross entropy.
 *
 * @param labelSmoothing share of a label that is distributed evenly over all classes, 0 (inclusive)
 *     to 1 (exclusive) (Szegedy et al. 2016, "Rethinking the Inception Architecture", section 7)
 * @param classWeights the weight of each class
 */
public record LossSettings(double labelSmoothing, ClassWeights classWeights) {

  /** The paper's loss: plain cross entropy. */
  public static final LossSettings PLAIN = new LossSettings(0, ClassWeights.NONE);

  public LossSettings {
    if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
      throw new IllegalArgumentException(
          "Invalid label smoothing (0 or more, below 1): " + labelSmoothing);
    }
  }
}
