package allsky.spark.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import allsky.UserError;
import allsky.cutout.CutoutShape;
import allsky.cutout.CutoutStatus;
import allsky.cutout.input.InputRecipe;
import allsky.network.NetworkShape;
import allsky.network.model.TrainingW1;
import allsky.spark.columns.Columns;
import allsky.spark.columns.MagnitudeColumns;
import allsky.spark.columns.TableInput;
import allsky.spark.table.MatchTable;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spark.table.cutout.PhotometryColumn;
import allsky.survey.Band;
import allsky.survey.NetworkInputs;
import allsky.survey.SourceClass;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The labelled cutouts of all splits.
 *
 * @param rows the table of cutouts, with the columns label and split
 * @param shape the bands and the size of each cutout
 * @param path the table's, for messages
 */
public record TrainingCutouts(Dataset<Row> rows, CutoutShape shape, String path) {

  /**
   * Checks a table of cutouts.
   *
   * @param path the table's, for messages
   * @throws UserError if the table is no table of cutouts, or has no labels or splits
   */
  public static TrainingCutouts of(Dataset<Row> rows, String path) {
    CutoutShape shape = CutoutTable.shapeOf(rows.schema(), path);
    List<String> columns = List.of(rows.columns());
    if (!columns.contains(CutoutTable.LABEL) || !columns.contains(CutoutTable.SPLIT)) {
      throw new UserError(
          "Cannot train on --cutouts %s: it has no %s and %s; stack the cutouts of matches (crossmatch with spectra)"
              .formatted(path, CutoutTable.LABEL, CutoutTable.SPLIT));
    }
    return new TrainingCutouts(rows, shape, path);
  }

  /** The split of {@link #unlabelled}. */
  static final String UNLABELLED = "unlabelled";

  /**
   * Cutouts whose labels and splits are not used: all belong to the split {@link #UNLABELLED}.
   *
   * @param path the table's, for messages
   * @throws UserError if the table is no table of cutouts
   */
  public static TrainingCutouts unlabelled(Dataset<Row> rows, String path) {
    CutoutShape shape = CutoutTable.shapeOf(rows.schema(), path);
    // A label is needed to read them as the others; no class is learned from it.
    Dataset<Row> marked =
        rows.withColumn(CutoutTable.LABEL, lit(SourceClass.STAR.name()))
            .withColumn(CutoutTable.SPLIT, lit(UNLABELLED));
    return new TrainingCutouts(marked, shape, path);
  }

  /**
   * The cutouts with the photometry that a network gets, see {@link PhotometryColumn}.
   *
   * @throws UserError if the network needs a magnitude that the table does not have
   */
  public TrainingCutouts withPhotometry(NetworkInputs inputs) {
    TableInput input = TableInput.cutouts(path);
    return new TrainingCutouts(new PhotometryColumn(inputs).addedTo(rows, input), shape, path);
  }

  /**
   * The cutouts of a split with pixels and one of the classes, in the order of their keys.
   *
   * @param classes of a network
   */
  Dataset<Row> labelled(String split, List<SourceClass> classes) {
    Object[] names = classes.stream().map(Enum::name).toArray();
    return rows.filter(col(CutoutTable.STATUS).equalTo(CutoutStatus.OK.name()))
        .filter(col(CutoutTable.SPLIT).equalTo(split))
        .filter(col(CutoutTable.LABEL).isin(names))
        .sort(Columns.named(rows.columns()[0]), col(CutoutTable.RA), col(CutoutTable.DEC));
  }

  /**
   * The W1 magnitudes of the train split; empty if the table has none.
   *
   * @param classes of a network
   */
  Optional<TrainingW1> w1(List<SourceClass> classes) {
    String name = CutoutTable.magnitude(Band.W1);
    if (!Columns.namesOf(rows).contains(name)) {
      return Optional.empty();
    }
    Column w1 = MagnitudeColumns.given(name);
    Dataset<Row> measured = labelled(MatchTable.TRAIN, classes).filter(w1.isNotNull());
    SortedMap<Double, SortedMap<SourceClass, Integer>> counts = counts(measured, w1);
    if (counts.isEmpty()) {
      return Optional.empty();
    }
    Row range =
        measured
            .agg(
                functions.min(w1),
                functions.expr("percentile(cast(" + name + " as double), 0.99)"),
                functions.max(w1))
            .head();
    return Optional.of(
        new TrainingW1(range.getDouble(0), range.getDouble(1), range.getDouble(2), counts));
  }

  private static SortedMap<Double, SortedMap<SourceClass, Integer>> counts(
      Dataset<Row> measured, Column w1) {
    Column edge = functions.floor(w1.divide(TrainingW1.STEP_MAG)).multiply(TrainingW1.STEP_MAG);
    SortedMap<Double, SortedMap<SourceClass, Integer>> counts = new TreeMap<>();
    measured
        .groupBy(edge.cast("double"), col(CutoutTable.LABEL))
        .count()
        .collectAsList()
        .forEach(
            row ->
                counts
                    .computeIfAbsent(row.getDouble(0), step -> new TreeMap<>())
                    .put(SourceClass.valueOf(row.getString(1)), Math.toIntExact(row.getLong(2))));
    return counts;
  }

  /** The recipe of the input of a network, which has all bands of the cutouts or some of them. */
  public InputRecipe input(NetworkShape network) {
    return new InputRecipe(shape.only(network.bands()), network.inputSide(), network.inputs());
  }

  /** True if at least one of the images is simulated. */
  boolean areSimulated() {
    return CutoutTable.isSimulated(rows.schema());
  }

  /** The number of cutouts of the train split, those that cannot be used included. */
  public long trainingSize() {
    return rows.filter(col(CutoutTable.SPLIT).equalTo(MatchTable.TRAIN)).count();
  }

  /** A share of the cutouts, see {@link TrainingShare}. */
  public TrainingCutouts share(double share) {
    return new TrainingCutouts(TrainingShare.of(rows, share), shape, path);
  }
}
