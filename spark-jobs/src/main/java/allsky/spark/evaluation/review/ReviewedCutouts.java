package allsky.spark.evaluation.review;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile_approx;

import allsky.cutout.CutoutCentre;
import allsky.cutout.CutoutShape;
import allsky.cutout.CutoutStatus;
import allsky.cutout.StoredCutout;
import allsky.spark.columns.Columns;
import allsky.spark.table.TableFolder;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spark.table.prediction.PredictionTable;
import allsky.spark.table.prediction.ReviewedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The predictions that are reviewed, with measurements of the pixels of their cutouts. */
final class ReviewedCutouts {

  static final Column IS_WRONG = col(PredictionTable.CLASS).notEqual(col(CutoutTable.LABEL));

  private ReviewedCutouts() {}

  /**
   * Measures the cutouts of some predictions.
   *
   * @param predictions the columns of the evaluated table; the key is first
   * @param cutouts the table of cutouts with the same key; its columns that the predictions lack
   *     and {@link OutlierCase} needs are kept
   */
  static Dataset<Row> of(Dataset<Row> predictions, Dataset<Row> cutouts, CutoutShape shape) {
    float[] medians = medianSigma(cutouts, shape);
    Dataset<Row> joined = joined(predictions, cutouts, shape);
    StructType measurements = ReviewedTable.measurements(shape.bands());
    int kept = joined.columns().length - pixelColumns(shape).size();
    StructType schema = new StructType();
    for (StructField field : List.of(joined.schema().fields()).subList(0, kept)) {
      schema = schema.add(field);
    }
    for (StructField field : measurements.fields()) {
      schema = schema.add(field);
    }
    FlatMapFunction<Row, Row> measured = row -> measured(row, kept, shape, medians).iterator();
    return TableFolder.described(joined.flatMap(measured, Encoders.row(schema)), schema);
  }

  private static Dataset<Row> joined(
      Dataset<Row> predictions, Dataset<Row> cutouts, CutoutShape shape) {
    String key = predictions.columns()[0];
    Set<String> present = Columns.namesOf(cutouts);
    Set<String> own = Columns.namesOf(predictions);
    Stream<String> extras =
        OutlierCase.columns().stream().filter(c -> present.contains(c) && !own.contains(c));
    Column[] chosen =
        Stream.concat(
                Stream.concat(Stream.of(Columns.named(key)), extras.map(Columns::spelt)),
                pixelColumns(shape).stream().map(Columns::spelt))
            .toArray(Column[]::new);
    Dataset<Row> pixels =
        cutouts
            .where(col(CutoutTable.PIXELS).isNotNull())
            .select(chosen)
            .dropDuplicates(new String[] {key});
    return predictions.join(pixels, key);
  }

  private static List<String> pixelColumns(CutoutShape shape) {
    List<String> names =
        new ArrayList<>(List.of(CutoutTable.PIXELS, CutoutTable.DX, CutoutTable.DY));
    shape.bands().forEach(band -> names.add(CutoutTable.sigma(band)));
    return names;
  }

  /** No row for a cutout whose pixels cannot be used: a second row with the key of another. */
  private static List<Row> measured(Row row, int kept, CutoutShape shape, float[] medians) {
    StoredCutout cutout = CutoutTable.stored(row, shape);
    if (cutout.status() != CutoutStatus.OK) {
      return List.of();
    }
    float[] sigma = sigma(row, shape);
    CutoutCentre centre = CutoutCentre.of(cutout, sigma, shape);
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < kept; i++) {
      values.add(row.get(i));
    }
    centre.bands().forEach(band -> values.add(band.signalToNoise()));
    for (double flux : centre.asinhFluxes(shape)) {
      values.add(flux);
    }
    double nearest = centre.nearestPeakArcsec();
    values.add(Double.isFinite(nearest) ? nearest : null);
    values.add(centre.neighbourRatio());
    values.add(largestRatio(sigma, medians));
    values.add(centre.hasNoSource());
    values.add(centre.hasNoSource() ? centre.absence().name() : MisclassifiedGroups.K_MEANS);
    return List.of(RowFactory.create(values.toArray()));
  }

  private static float[] sigma(Row row, CutoutShape shape) {
    float[] sigma = new float[shape.bands().size()];
    for (int i = 0; i < sigma.length; i++) {
      Number scatter = row.getAs(CutoutTable.sigma(shape.bands().get(i)));
      sigma[i] = scatter == null ? 0 : scatter.floatValue();
    }
    return sigma;
  }

  private static double largestRatio(float[] sigma, float[] medians) {
    double largest = 0;
    for (int i = 0; i < sigma.length; i++) {
      largest = medians[i] > 0 ? Math.max(largest, sigma[i] / medians[i]) : largest;
    }
    return largest;
  }

  /** The median scatter of the background of each band; 0 without a value. */
  private static float[] medianSigma(Dataset<Row> cutouts, CutoutShape shape) {
    Column[] medians =
        shape.bands().stream()
            .map(band -> Columns.named(CutoutTable.sigma(band)).cast("double"))
            .map(sigma -> percentile_approx(sigma, lit(0.5), lit(10_000)))
            .toArray(Column[]::new);
    Row row = cutouts.select(medians).head();
    float[] values = new float[medians.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.isNullAt(i) ? 0 : (float) row.getDouble(i);
    }
    return values;
  }
}
