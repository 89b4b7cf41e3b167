package allsky.spark.evaluation;

import static org.apache.spark.sql.functions.col;

import allsky.UserError;
import allsky.calibration.Prediction;
import allsky.cutout.CutoutStatus;
import allsky.metrics.LabelledPredictions;
import allsky.network.model.ModelDescription;
import allsky.spark.columns.Columns;
import allsky.spark.columns.MagnitudeColumns;
import allsky.spark.table.TableFolder;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spark.table.prediction.EvaluatedTable;
import allsky.spark.table.prediction.PredictionTable;
import allsky.spark.table.prediction.SourceFlag;
import allsky.survey.SourceClass;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * The probabilities and measurements of the evaluated cutouts on the driver, about 100 bytes for
 * each cutout.
 *
 * @param uncalibrated probabilities before temperature scaling
 * @param predictions probabilities of the same sources after temperature scaling
 * @param measured by column: a value for each source, NaN if there is none
 * @param withoutClass number of cutouts without pixels, by status
 */
public record EvaluatedSample(
    LabelledPredictions uncalibrated,
    LabelledPredictions predictions,
    Map<String, double[]> measured,
    SortedMap<String, Long> withoutClass) {

  private static final Column STATUS = col(PredictionTable.STATUS);

  /**
   * Adds the probabilities before temperature scaling.
   *
   * @param predictions a table with the probabilities after temperature scaling
   * @param model that predicted them
   */
  public static Dataset<Row> withUncalibrated(
      Dataset<Row> predictions, List<SourceClass> classes, ModelDescription model) {
    StructType schema = EvaluatedTable.schema(predictions.schema(), classes);
    MapFunction<Row, Row> added = row -> withUncalibrated(row, classes, model);
    return TableFolder.described(predictions.map(added, Encoders.row(schema)), schema);
  }

  private static Row withUncalibrated(Row row, List<SourceClass> classes, ModelDescription model) {
    Object[] values = new Object[row.size() + classes.size()];
    for (int i = 0; i < row.size(); i++) {
      values[i] = row.get(i);
    }
    if (row.getAs(PredictionTable.CLASS) != null) {
      List<Double> probabilities =
          classes.stream()
              .map(c -> row.<Float>getAs(PredictionTable.probability(c)).doubleValue())
              .toList();
      int flags = row.getAs(PredictionTable.FLAGS);
      double temperature = model.temperature(SourceFlag.IMAGE_ONLY.isIn(flags));
      Prediction uncalibrated =
          new Prediction(classes, probabilities).atTemperature(temperature, 1);
      for (int i = 0; i < classes.size(); i++) {
        values[row.size() + i] = uncalibrated.probabilities().get(i).floatValue();
      }
    }
    return RowFactory.create(values);
  }

  /**
   * Reads a table of evaluated cutouts.
   *
   * @param path the path of the cutouts, for messages
   * @param measured columns of magnitudes and signal-to-noise ratios
   * @throws UserError if no cutout has pixels
   */
  public static EvaluatedSample read(
      Dataset<Row> table, String path, List<SourceClass> classes, List<String> measured) {
    SortedMap<String, Long> statuses = new TreeMap<>(Columns.<String>counts(table, STATUS));
    Long ok = statuses.remove(CutoutStatus.OK.name());
    if (ok == null) {
      throw new UserError(
          "Cannot evaluate on --cutouts %s: no labelled cutout has pixels (%s)"
              .formatted(path, EvaluatedCutouts.words(statuses)));
    }
    Reader reader = new Reader(Math.toIntExact(ok), classes, measured);
    reader.read(table.filter(STATUS.equalTo(CutoutStatus.OK.name())));
    return new EvaluatedSample(
        LabelledPredictions.of(classes, reader.truth, reader.uncalibrated),
        LabelledPredictions.of(classes, reader.truth, reader.probabilities),
        reader.byColumn(),
        statuses);
  }

  /** Fills the arrays of a sample from rows. */
  private static final class Reader {

    private final List<SourceClass> classes;
    private final List<String> measured;
    private final int[] truth;
    private final double[] uncalibrated;
    private final double[] probabilities;
    private final double[][] values;

    Reader(int sources, List<SourceClass> classes, List<String> measured) {
      this.classes = classes;
      this.measured = measured;
      this.truth = new int[sources];
      this.uncalibrated = new double[sources * classes.size()];
      this.probabilities = new double[sources * classes.size()];
      this.values = new double[measured.size()][sources];
    }

    void read(Dataset<Row> table) {
      Stream<Column> numbers =
          Stream.of(
                  classes.stream().map(PredictionTable::probability),
                  classes.stream().map(EvaluatedTable::uncalibrated),
                  measured.stream())
              .flatMap(names -> names)
              .map(MagnitudeColumns::number);
      Column[] columns =
          Stream.concat(Stream.of(col(CutoutTable.LABEL)), numbers).toArray(Column[]::new);
      Iterator<Row> rows = table.select(columns).toLocalIterator();
      for (int source = 0; rows.hasNext(); source++) {
        add(source, rows.next());
      }
    }

    private void add(int source, Row row) {
      int width = classes.size();
      truth[source] = classes.indexOf(SourceClass.valueOf(row.getString(0)));
      for (int i = 0; i < width; i++) {
        probabilities[source * width + i] = row.getDouble(1 + i);
        uncalibrated[source * width + i] = row.getDouble(1 + width + i);
      }
      for (int i = 0; i < values.length; i++) {
        int place = 1 + 2 * width + i;
        values[i][source] = row.isNullAt(place) ? Double.NaN : row.getDouble(place);
      }
    }

    Map<String, double[]> byColumn() {
      Map<String, double[]> columns = new LinkedHashMap<>();
      for (int i = 0; i < values.length; i++) {
        columns.put(measured.get(i), values[i]);
      }
      return columns;
    }
  }
}
