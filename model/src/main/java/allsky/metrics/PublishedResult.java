package allsky.metrics;

import allsky.survey.SourceClass;

/**
 * The published results of IICnet by Zhao et al. 2023 (RAA 23, 085001), in percent, on real WISE
 * images and their own test set.
 *
 * @param precision share of the sources predicted as the class that are of the class
 * @param recall share of the sources of the class that are predicted as the class
 * @param specificity share of the other sources that are predicted as another class
 * @param f1 harmonic mean of precision and recall
 * @param accuracy share of right answers to "is it of this class?"
 */
public record PublishedResult(
    double precision, double recall, double specificity, double f1, double accuracy) {

  /** Share of sources whose predicted class is the true class. */
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
