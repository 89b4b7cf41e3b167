package allsky.metrics;

import allsky.survey.SourceClass;

/**
 * What Zhao et al. 2023 (RAA 23, 085001) publish of their IICnet, in percent, on real WISE images
 * and their own test set.
 *
 * @param precision of those called so, the share that is right
 * @param recall of those of the class, the share that is found
 * @param specificity of those not of the class, the share that is called otherwise
 * @param f1 harmonic mean of precision and recall
 * @param accuracy share of right answers to "is it of this class?"
 */
public record PublishedResult(
    double precision, double recall, double specificity, double f1, double accuracy) {

  /** Share of sources that got their true class. */
  public static final double ACCURACY = 95.2;

  /** The measures of one class against the other two. */
  public static PublishedResult of(SourceClass sourceClass) {
    return switch (sourceClass) {
      case STAR -> new PublishedResult(93.7, 95.4, 96.8, 94.5, 96.4);
      case GALAXY -> new PublishedResult(95.4, 93.2, 97.7, 94.3, 96.2);
      case QSO -> new PublishedResult(96.6, 97.1, 98.3, 96.8, 97.9);
    };
  }
}
