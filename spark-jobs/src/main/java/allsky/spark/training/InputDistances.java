package allsky.spark.training;

import allsky.calibration.InputDistance;
import allsky.calibration.InputDistance.Sources;
import allsky.cutout.input.InputRecipe;
import allsky.cutout.measure.CutoutMeasures;
import allsky.training.data.LabelledCutouts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Fits the distance by the inputs. The densities learn from the training cutouts and every second
 * unlabelled one. The tails learn from the validation cutouts and the other unlabelled ones. The
 * heap holds the measures and the photometry of all cutouts, 350 bytes each.
 *
 * @param distance the fitted distance
 * @param held the distances of the cutouts from which the tails learned
 */
record InputDistances(InputDistance distance, float[] held) {

  /** Beyond the W1 of this share, there are too few labelled cutouts for the tails. */
  private static final double LABELLED_SHARE = 0.985;

  static InputDistances of(
      InputRecipe recipe,
      LabelledCutouts training,
      LabelledCutouts validation,
      Optional<? extends LabelledCutouts> unlabelled) {
    CutoutMeasures measures = new CutoutMeasures(recipe);
    Sources learned = new Sources(new ArrayList<>(), new ArrayList<>());
    Sources held = new Sources(new ArrayList<>(), new ArrayList<>());
    add(learned, measures, recipe, training, all(training));
    add(held, measures, recipe, validation, all(validation));
    double[] w1 = all(validation).mapToDouble(validation::w1).toArray();
    double faint = faint(w1);
    if (unlabelled.isPresent()) {
      LabelledCutouts more = unlabelled.get();
      add(learned, measures, recipe, more, all(more).filter(i -> i % 2 == 0));
      add(held, measures, recipe, more, all(more).filter(i -> i % 2 == 1));
      double[] moreW1 = all(more).filter(i -> i % 2 == 1).mapToDouble(more::w1).toArray();
      w1 = concat(w1, moreW1);
    }
    int[] brightness = CutoutMeasures.brightness(recipe.shape().bands().size());
    InputDistance distance =
        InputDistance.fitted(recipe.inputs(), brightness, learned, held, w1, faint);
    float[] distances = new float[w1.length];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = distance.of(held.measures().get(i), held.photometry().get(i), w1[i]);
    }
    return new InputDistances(distance, distances);
  }

  /** W1 that {@link #LABELLED_SHARE} of the labelled cutouts are brighter than. */
  private static double faint(double[] w1) {
    double[] known = Arrays.stream(w1).filter(each -> !Double.isNaN(each)).sorted().toArray();
    return known.length == 0
        ? Double.POSITIVE_INFINITY
        : known[(int) (LABELLED_SHARE * (known.length - 1))];
  }

  private static IntStream all(LabelledCutouts cutouts) {
    return IntStream.range(0, cutouts.size());
  }

  private static void add(
      Sources to,
      CutoutMeasures measures,
      InputRecipe recipe,
      LabelledCutouts cutouts,
      IntStream indices) {
    float[] one = new float[recipe.length()];
    indices.forEach(
        i -> {
          cutouts.fill(i, one, 0);
          to.measures().add(measures.of(one, 0));
          to.photometry().add(Arrays.copyOfRange(one, recipe.pixels(), one.length));
        });
  }

  private static double[] concat(double[] first, double[] second) {
    double[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
