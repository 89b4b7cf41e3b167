package allsky.metrics.prior;

import allsky.survey.SourceClass;
import java.io.Serializable;
import java.util.List;

/**
 * From the mix of classes that a network was trained on to another (Saerens, Latinne and
 * Decaestecker 2002, Neural Computation 14, 21, equation 2.4): a probability is multiplied by the
 * new share of its class over the old one, and each source's probabilities are divided by their
 * sum. It holds where only the shares differ, not what the sources of a class look like.
 *
 * @param trained the mix of the training, each class above 0
 * @param wanted the mix that the probabilities should hold in
 */
public record PriorShift(ClassPriors trained, ClassPriors wanted) implements Serializable {

  public PriorShift {
    for (SourceClass sourceClass : wanted.shares().keySet()) {
      if (wanted.share(sourceClass) > 0 && trained.share(sourceClass) == 0) {
        throw new IllegalArgumentException(
            "Invalid mix (every class among the trained ones): " + sourceClass);
      }
    }
  }

  /**
   * The probabilities of one source in the new mix; the mix itself where all classes of it had a
   * probability of 0.
   *
   * @param probabilities one for each of {@code classes}
   */
  public double[] of(List<SourceClass> classes, double[] probabilities) {
    double[] others = new double[probabilities.length];
    double sum = 0;
    for (int i = 0; i < others.length; i++) {
      SourceClass sourceClass = classes.get(i);
      double share = trained.share(sourceClass);
      others[i] = share == 0 ? 0 : probabilities[i] * wanted.share(sourceClass) / share;
      sum += others[i];
    }
    for (int i = 0; i < others.length; i++) {
      others[i] = sum == 0 ? wanted.share(classes.get(i)) : others[i] / sum;
    }
    return others;
  }
}
