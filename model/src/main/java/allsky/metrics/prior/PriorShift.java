package allsky.metrics.prior;

import allsky.survey.SourceClass;
import java.io.Serializable;
import java.util.List;

/**
 * Converts probabilities from the class priors of the training to other class priors (Saerens,
 * Latinne and Decaestecker 2002, Neural Computation 14, 21, equation 2.4). Each probability is
 * multiplied by the new share of its class divided by the old share. Then the probabilities of each
 * source are divided by their sum. The method assumes that only the shares of the classes differ,
 * not the appearance of the sources in a class.
 *
 * @param trained the class priors of the training, each above 0
 * @param wanted the class priors of the result
 */
public record PriorShift(ClassPriors trained, ClassPriors wanted) implements Serializable {

  public PriorShift {
    for (SourceClass sourceClass : wanted.shares().keySet()) {
      if (wanted.share(sourceClass) > 0 && trained.share(sourceClass) == 0) {
        throw new IllegalArgumentException(
            "Invalid class priors (only classes of the training): " + sourceClass);
      }
    }
  }

  /**
   * The probabilities of one source for the new class priors. If all classes with a prior above 0
   * had a probability of 0, the result is the priors.
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
