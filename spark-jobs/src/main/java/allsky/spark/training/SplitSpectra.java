package allsky.spark.training;

import allsky.UserError;
import allsky.spark.columns.Columns;
import allsky.spark.table.MatchTable;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spectrum.SpectrumKey;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * The spectra of the labelled cutouts of one split, in the driver's memory: 4 KB for each spectrum.
 * The class is that of the cutout.
 *
 * @param inputs the network's input for each spectrum
 * @param labels the class of each, an index in the network's classes
 * @param places see {@link SplitExamples#place}; a cutout without a spectrum is left out
 */
public record SplitSpectra(List<float[]> inputs, List<Integer> labels, List<Integer> places)
    implements SplitExamples {

  /**
   * Finds the spectra by SDSS's key, which names plate, date and fibre.
   *
   * @param spectra the network's input for each spectrum
   * @throws UserError if the cutouts have no column {@value MatchTable#SPECTRUM_KEY}
   */
  public static SplitSpectra of(
      TrainingCutouts cutouts,
      String split,
      List<SourceClass> classes,
      Map<SpectrumKey, float[]> spectra) {
    requireKeys(cutouts);
    List<float[]> inputs = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    List<Row> rows =
        cutouts
            .labelled(split, classes)
            .select(
                Columns.named(CutoutTable.LABEL),
                Columns.named(MatchTable.SPECTRUM_KEY).cast("string"))
            .collectAsList();
    for (int place = 0; place < rows.size(); place++) {
      Row row = rows.get(place);
      Optional<float[]> input =
          Optional.ofNullable(row.getString(1)).flatMap(SpectrumKey::ofSpecObjId).map(spectra::get);
      if (input.isPresent()) {
        inputs.add(input.get());
        labels.add(classes.indexOf(SourceClass.valueOf(row.getString(0))));
        places.add(place);
      }
    }
    return new SplitSpectra(inputs, labels, places);
  }

  private static void requireKeys(TrainingCutouts cutouts) {
    if (!List.of(cutouts.rows().columns()).contains(MatchTable.SPECTRUM_KEY)) {
      throw new UserError(
          "Cannot find the spectra of --cutouts %s: it has no column %s; run stack-cutouts with --columns %s"
              .formatted(cutouts.path(), MatchTable.SPECTRUM_KEY, MatchTable.SPECTRUM_KEY));
    }
  }

  @Override
  public int size() {
    return labels.size();
  }

  @Override
  public int length() {
    return inputs.isEmpty() ? 0 : inputs.get(0).length;
  }

  @Override
  public int label(int index) {
    return labels.get(index);
  }

  @Override
  public int place(int index) {
    return places.get(index);
  }

  @Override
  public void fill(int index, float[] target, int offset) {
    float[] input = inputs.get(index);
    System.arraycopy(input, 0, target, offset, input.length);
  }

  /** Does nothing: it is all in memory. */
  @Override
  public void close() {}
}
