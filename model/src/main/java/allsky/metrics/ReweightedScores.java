package allsky.metrics;

import allsky.metrics.interval.Estimate;
import allsky.metrics.interval.MoverInterval;
import allsky.metrics.interval.Proportion;
import allsky.metrics.prior.ClassPriors;
import allsky.survey.SourceClass;
import java.util.List;

/**
 * The measures of a test set as they would be in another mix of classes. What becomes of the
 * sources of one true class does not depend on the mix, so each row of the confusion matrix counts
 * with the share of its class in the mix instead of its share in the test set. A measure that needs
 * a class that the test set has none of is not defined.
 *
 * <p>Intervals: Wilson's for each row, put together by {@link MoverInterval}, since rows are
 * independent.
 */
public final class ReweightedScores {

  private final ConfusionMatrix counts;
  private final ClassPriors priors;

  private ReweightedScores(ConfusionMatrix counts, ClassPriors priors) {
    this.counts = counts;
    this.priors = priors;
  }

  /**
   * The measures of counted predictions.
   *
   * @param counts the predicted classes should be those of probabilities in the mix, see {@link
   *     PriorShift}
   */
  public static ReweightedScores of(ConfusionMatrix counts, ClassPriors priors) {
    return new ReweightedScores(counts, priors);
  }

  /** True and predicted classes as they were counted. */
  public ConfusionMatrix counts() {
    return counts;
  }

  /** The mix that the measures hold in. */
  public ClassPriors priors() {
    return priors;
  }

  /** Share of sources that get their true class. */
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

  /** found / (found + wrong) = 1 / (1 + wrong / found); the two are of different rows. */
  private static Estimate precision(Estimate found, Estimate wrong) {
    if (found.value() == 0) {
      return wrong.value() > 0 ? new Estimate(0, 0, highPrecision(found, wrong)) : Estimate.NONE;
    }
    Estimate odds = MoverInterval.ratio(wrong, found);
    return within(
        new Estimate(1 / (1 + odds.value()), 1 / (1 + odds.high()), 1 / (1 + odds.low())));
  }

  /** Where nothing was found the odds are taken the other way round. */
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

  /** Of the sources of a true class, the share that got a predicted class. */
  private Proportion rate(SourceClass truth, SourceClass predicted) {
    return new Proportion(counts.count(truth, predicted), counts.total(truth));
  }

  /** A class that the mix has none of adds nothing, even where the test set has none either. */
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
