package allsky.training.data;

import allsky.UserError;
import allsky.survey.SourceClass;
import java.util.List;
import java.util.SortedMap;

/**
 * The training set and the validation set.
 *
 * @param training cutouts from which the network learns
 * @param validation cutouts that select the best epoch
 */
public record TrainingSets(LabelledCutouts training, LabelledCutouts validation) {

  private static final int FEWEST_OF_CLASS = 2;

  /** Checks that each class has enough cutouts. */
  public void check(List<SourceClass> classes) {
    check("training", training.counts(classes), FEWEST_OF_CLASS);
    check("validation", validation.counts(classes), 1);
  }

  private static void check(String name, SortedMap<SourceClass, Integer> counts, int min) {
    counts.forEach(
        (sourceClass, count) -> {
          if (count < min) {
            throw new UserError(
                ("Cannot train: %d %s among the %s cutouts %s, but at least %d are needed; give more"
                        + " labelled cutouts in --cutouts")
                    .formatted(count, sourceClass, name, counts, min));
          }
        });
  }
}
