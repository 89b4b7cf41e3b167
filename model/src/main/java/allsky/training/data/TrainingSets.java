package allsky.training.data;

import allsky.UserError;
import allsky.survey.SourceClass;
import java.util.List;
import java.util.SortedMap;

/**
 * The cutouts to learn from and those to watch the learning by.
 *
 * @param training changes the weights
 * @param validation chooses the best epoch
 */
public record TrainingSets(LabelledCutouts training, LabelledCutouts validation) {

  private static final int FEWEST_OF_CLASS = 2;

  /** Refuses sets from which nothing can be learned. */
  public void check(List<SourceClass> classes) {
    check("training", training.counts(classes), FEWEST_OF_CLASS);
    check("validation", validation.counts(classes), 1);
  }

  private static void check(String name, SortedMap<SourceClass, Integer> counts, int fewest) {
    counts.forEach(
        (sourceClass, count) -> {
          if (count < fewest) {
            throw new UserError(
                "Cannot train: %d %s among the %s cutouts %s, at least %d needed; give more labelled"
                        .formatted(count, sourceClass, name, counts, fewest)
                    + " cutouts in --cutouts");
          }
        });
  }
}
