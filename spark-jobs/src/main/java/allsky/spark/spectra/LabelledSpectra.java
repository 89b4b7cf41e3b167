package allsky.spark.spectra;

import allsky.UserError;
import allsky.spectrum.SpectrumStatus;
import allsky.survey.SourceClass;
import allsky.training.data.LabelledCutouts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;

/**
 * Spectra with known classes in the driver's memory, for a training: 4 KB for each spectrum. In the
 * order of the files, the first of each ten spectra of a class is for validation.
 *
 * @param training the spectra to learn from
 * @param validation the spectra to validate on
 * @param leftOut number of spectra that cannot be used, by reason
 */
public record LabelledSpectra(Set training, Set validation, SortedMap<String, Integer> leftOut) {

  private static final String NO_CLASS = "NO_CLASS";

  private static final int ONE_IN = 10;

  private static final int FEWEST_OF_CLASS = 3;

  /** Inputs and labels in a fixed order. */
  public record Set(List<float[]> inputs, List<Integer> labels) implements LabelledCutouts {

    @Override
    public int size() {
      return labels.size();
    }

    @Override
    public int label(int index) {
      return labels.get(index);
    }

    @Override
    public void fill(int index, float[] target, int offset) {
      float[] input = inputs.get(index);
      System.arraycopy(input, 0, target, offset, input.length);
    }

    private void add(ReadSpectrum spectrum, int label) {
      inputs.add(spectrum.input());
      labels.add(label);
    }
  }

  private static Set empty() {
    return new Set(new ArrayList<>(), new ArrayList<>());
  }

  /**
   * Collects the spectra and divides them.
   *
   * @param classes the network's classes; spectra of other classes are left out
   * @param origin the option and the path, for messages
   * @throws UserError if a class has fewer than three spectra
   */
  public static LabelledSpectra of(
      JavaRDD<ReadSpectrum> spectra, List<SourceClass> classes, String origin) {
    LabelledSpectra sets = new LabelledSpectra(empty(), empty(), new TreeMap<>());
    Map<SourceClass, Integer> counts = new EnumMap<>(SourceClass.class);
    for (ReadSpectrum spectrum : spectra.collect()) {
      int label = spectrum.label() == null ? -1 : classes.indexOf(spectrum.label());
      if (!spectrum.isOk() || label < 0) {
        SpectrumStatus status = spectrum.status();
        sets.leftOut.merge(spectrum.isOk() ? NO_CLASS : status.name(), 1, Integer::sum);
      } else {
        int before = counts.merge(spectrum.label(), 1, Integer::sum) - 1;
        (before % ONE_IN == 0 ? sets.validation : sets.training).add(spectrum, label);
      }
    }
    classes.forEach(each -> requireEnough(each, counts.getOrDefault(each, 0), origin));
    return sets;
  }

  private static void requireEnough(SourceClass sourceClass, int count, String origin) {
    if (count < FEWEST_OF_CLASS) {
      throw new UserError(
          "Cannot train on %s: it has %d usable spectra of the class %s, but at least %d are needed"
              .formatted(origin, count, sourceClass, FEWEST_OF_CLASS));
    }
  }
}
