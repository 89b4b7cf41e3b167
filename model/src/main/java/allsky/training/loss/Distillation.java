package allsky.training.loss;

import ai.djl.ndarray.NDArray;
import allsky.network.engine.Scalars;

/**
 * The loss of a network that learns from labels and from a teacher: (1 - w) H + w T^2 KL(p || q).
 * See Hinton, Vinyals and Dean 2015, "Distilling the Knowledge in a Neural Network", sections 2 and
 * 2.1.
 *
 * <p>H is the loss for the labels. For the teacher's logits v and the network's logits z, p is
 * softmax(v / T) and q is softmax(z / T) (equation 1); the divergence is the mean over the cutouts
 * of a batch, in nats. Its gradient is (q - p) / T for each cutout (equation 2). At high T this
 * falls as 1 / T^2 (equation 4), and the factor T^2 keeps the share of the teacher.
 *
 * @param share the weight w of the teacher, 0 to 1
 * @param temperature T, above 0; a higher one shows more of the small probabilities of the teacher
 */
public record Distillation(double share, double temperature) {

  /** The highest T that is accepted. */
  public static final double MAX_TEMPERATURE = 100;

  public Distillation {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("Invalid share of the teacher (0 to 1): " + share);
    }
    if (!(temperature > 0 && temperature <= MAX_TEMPERATURE)) {
      throw new IllegalArgumentException(
          "Invalid temperature of the teacher (above 0, up to 100): " + temperature);
    }
  }

  /**
   * The loss as an array of one number, for which gradients can be calculated.
   *
   * @param ofLabels H, one number
   * @param logits z, (batch, classes)
   * @param teacherLogits v, (batch, classes); no gradient is needed
   */
  public NDArray of(NDArray ofLabels, NDArray logits, NDArray teacherLogits) {
    NDArray logP = softened(teacherLogits);
    NDArray terms = logP.exp().mul(logP.sub(softened(logits)));
    double weight = share * temperature * temperature / logits.size(0);
    NDArray ofTeacher = Scalars.times(terms, weight).sum();
    NDArray labelShare = ofLabels.getManager().create((float) (1 - share));
    return ofLabels.mul(labelShare).add(ofTeacher);
  }

  private NDArray softened(NDArray logits) {
    return Scalars.dividedBy(logits, (float) temperature).logSoftmax(1);
  }
}
