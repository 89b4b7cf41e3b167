package allsky.metrics;

import allsky.metrics.interval.Estimate;
import allsky.metrics.interval.MoverInterval;
import allsky.metrics.interval.Proportion;
import allsky.metrics.prior.ClassPriors;
import allsky.survey.SourceClass;
import java.util.List;

/**
 * The measures of a test set for other class priors. The predictions for the sources of one true
 * class do not depend on the frequencies of the classes. So each row of the confusion matrix is
 * weighted with the prior of its class instead of its share in the test set. A measure is undefined
 * if it needs a class that the test set does not have.
 *
 * <p>The intervals of the rows are Wilson's. Rows are independent, so {@link MoverInterval}
 * combines them.
 */
public final class ReweightedScores {

  private final ConfusionMatrix counts;
  private final ClassPriors priors;

  private ReweightedScores(ConfusionMatrix counts, ClassPriors priors) {
    this.counts = counts;
    this.priors = priors;
  }

  /**
   * The measures from counts.
   *
   * @param counts the predicted classes should be from probabilities for the same priors, see
   *     {@link PriorShift}
   */
  public static ReweightedScores of(ConfusionMatrix counts, ClassPriors priors) {
    return new ReweightedScores(counts, priors);
  }

  /** The counts before weighting. */
  public ConfusionMatrix counts() {
    return counts;
  }

  /** The class priors of the measures. */
  public ClassPriors priors() {
    return priors;
  }

  /** Share of sources whose predicted class is the true class. */
  public Estimate accuracy() {
    Estimate sum = new Estimate(0, 0, 0);
    for (SourceClass truth : counts.classes()) {
      sum = plus(sum, priors.share(truth), rate(truth, truth));
    }
    return within(sum);
  }

  /** The measures of one class against the rest. */
  public ClassScores scores(SourceClass sourceClass) {
    double share = priors.share(sourceClass);
    Estimate recall = Estimate.of(rate(sourceClass, sourceClass));
    Estimate found = MoverInterval.scaled(share, recall);
    Estimate wrong = new Estimate(0, 0, 0);
    Estimate leftOut = new Estimate(0, 0, 0);
    for (SourceClass other : others(sourceClass)) {
      Proportion called = rate(other, sourceClass);
      Proportion notCalled = new Proportion(called.trials() - called.successes(), called.trials());
      wrong = plus(wrong, priors.share(other), called);
      leftOut = plus(leftOut, priors.share(other), notCalled);
    }
    return new ClassScores(
        precision(found, wrong),
        recall,
        within(MoverInterval.scaled(1 / (1 - share), leftOut)),
        f1(share, found, wrong),
        within(MoverInterval.sum(found, leftOut)));
  }

  /**
   * found / (found + wrong) = 1 / (1 + wrong / found). The two are from different rows, so they are
   * independent.
   */
  private static Estimate precision(Estimate found, Estimate wrong) {
    if (found.value() == 0) {
      return wrong.value() > 0 ? new Estimate(0, 0, highPrecision(found, wrong)) : Estimate.NONE;
    }
    Estimate odds = MoverInterval.ratio(wrong, found);
    return within(
        new Estimate(1 / (1 + odds.value()), 1 / (1 + odds.high()), 1 / (1 + odds.low())));
  }

  /** The upper limit. If nothing was found, it is calculated from the inverse odds. */
  private static double highPrecision(Estimate found, Estimate wrong) {
    double odds = MoverInterval.ratio(found, wrong).high();
    return Double.isInfinite(odds) ? 1 : odds / (1 + odds);
  }

  /** 2 found / (share + found + wrong) = 2 / (1 + (share + wrong) / found). */
  private static Estimate f1(double share, Estimate found, Estimate wrong) {
    Estimate ofOrCalled =
        new Estimate(share + wrong.value(), share + wrong.low(), share + wrong.high());
    if (!ofOrCalled.isDefined() || ofOrCalled.value() == 0) {
      return Estimate.NONE;
    }
    if (found.value() == 0) {
      double odds = MoverInterval.ratio(found, ofOrCalled).high();
      return new Estimate(0, 0, Math.min(1, 2 * odds / (1 + odds)));
    }
    Estimate ratio = MoverInterval.ratio(ofOrCalled, found);
    return within(
        new Estimate(2 / (1 + ratio.value()), 2 / (1 + ratio.high()), 2 / (1 + ratio.low())));
  }

  private List<SourceClass> others(SourceClass sourceClass) {
    return counts.classes().stream().filter(other -> other != sourceClass).toList();
  }

  /** Share of the sources of a true class that have a predicted class. */
  private Proportion rate(SourceClass truth, SourceClass predicted) {
    return new Proportion(counts.count(truth, predicted), counts.total(truth));
  }

  /**
   * Adds a weighted rate. A class with a prior of 0 adds nothing, even if the test set does not
   * have the class.
   */
  private static Estimate plus(Estimate sum, double share, Proportion rate) {
    return share == 0
        ? sum
        : MoverInterval.sum(sum, MoverInterval.scaled(share, Estimate.of(rate)));
  }

  private static Estimate within(Estimate any) {
    return any.isDefined()
        ? new Estimate(any.value(), Math.max(0, any.low()), Math.min(1, any.high()))
        : Estimate.NONE;
  }
}
