package allsky.spark.baseline;

import allsky.survey.SourceClass;
import java.util.Map;

/** Results of classifiers on the catalog of real sources with spectra. */
final class PublishedDifficulty {

  /** The shares of the classes in the test set of Clarke et al. 2020 (A&amp;A 639, A84). */
  static final Map<SourceClass, Double> CLARKE_MIX =
      Map.of(SourceClass.GALAXY, 0.705, SourceClass.QSO, 0.133, SourceClass.STAR, 0.162);

  /** The results of Kurcz et al. 2016 (A&amp;A 592, A25), as their abstract states them. */
  static final String KURCZ =
      "stars and galaxies from about 0.95 at the bright end to about 0.80 at W1 = 16, QSO about 0.95";

  /**
   * The results of a classifier for a class.
   *
   * @param precision share of the sources predicted as the class that are of the class
   * @param recall share of the sources of the class that are predicted as the class
   * @param f1 harmonic mean of both
   */
  record Scores(double precision, double recall, double f1) {}

  private PublishedDifficulty() {}

  /** Clarke et al. 2020, table 1, row WISE: a random forest on W1 to W4 of 1.55 million sources. */
  static Scores clarke(SourceClass sourceClass) {
    return switch (sourceClass) {
      case GALAXY -> new Scores(0.880, 0.954, 0.915);
      case QSO -> new Scores(0.886, 0.862, 0.874);
      case STAR -> new Scores(0.711, 0.466, 0.563);
    };
  }
}
