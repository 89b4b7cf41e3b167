package allsky.spark.report.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import allsky.cutout.CutoutShape;
import allsky.cutout.input.ColourComposite;
import allsky.spark.output.RunLayout;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.table.MatchTable;
import allsky.spark.table.SourceKey;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spark.table.cutout.CutoutTensor;
import allsky.spark.table.prediction.PredictionTable;
import allsky.survey.SourceClass;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Chooses the sources of the gallery by their predictions, and reads only their cutouts. */
public final class GallerySample {

  /**
   * One cutout with its caption.
   *
   * @param source the source's key
   * @param label the spectroscopic class, empty if there is none
   * @param probabilities of the classes that the network predicts
   * @param raDeg right ascension in degrees, ICRS
   * @param decDeg declination in degrees, ICRS
   * @param trainingDistance distance from the training set, NaN if it is unknown
   * @param sizeArcsec width and height on the sky
   * @param rgb the colour composite as 0xRRGGBB, row by row from the top
   */
  public record Card(
      String source,
      SourceClass predicted,
      double confidence,
      String label,
      Map<SourceClass, Double> probabilities,
      double raDeg,
      double decDeg,
      double trainingDistance,
      double sizeArcsec,
      int[] rgb,
      Picture picture) {

    public boolean isMistake() {
      return !label.isEmpty() && !label.equals(predicted.name());
    }
  }

  public static final Column PREDICTED = col(PredictionTable.CLASS);
  public static final Column IN_TEST = col(CutoutTable.SPLIT).equalTo(MatchTable.TEST);

  /** CSS pixels for one image pixel. */
  private static final int ZOOM = 3;

  private final Dataset<Row> cutouts;
  private final Dataset<Row> predicted;
  private final String key;
  private final CutoutShape shape;
  private final boolean simulated;

  private GallerySample(Dataset<Row> cutouts, Dataset<Row> predictions) {
    this.key = SourceKey.sharedBy(cutouts, predictions);
    this.cutouts = cutouts.where(col(CutoutTable.PIXELS).isNotNull());
    CutoutTensor tensor = CutoutTable.tensorOf(cutouts.schema(), RunLayout.CUTOUTS);
    this.shape = tensor.shape();
    this.simulated = tensor.simulated();
    Dataset<Row> labels =
        this.cutouts.select(
            col(key), text(cutouts, CutoutTable.LABEL), text(cutouts, CutoutTable.SPLIT));
    this.predicted =
        predictions.where(PREDICTED.isNotNull()).select(columns(predictions)).join(labels, key);
  }

  private Column[] columns(Dataset<Row> predictions) {
    Stream<Column> probabilities =
        classes(predictions)
            .map(PredictionTable::probability)
            .map(name -> col(name).cast("double").as(name));
    return Stream.concat(
            Stream.of(
                col(key),
                PREDICTED,
                col(PredictionTable.CONFIDENCE).cast("double"),
                col(PredictionTable.RA).cast("double"),
                col(PredictionTable.DEC).cast("double"),
                col(PredictionTable.OUTLIER_REASON),
                col(PredictionTable.TRAINING_DISTANCE).cast("double")),
            probabilities)
        .toArray(Column[]::new);
  }

  /** The classes whose probabilities are in a table. */
  private static Stream<SourceClass> classes(Dataset<Row> table) {
    List<String> names = Arrays.asList(table.columns());
    return Arrays.stream(SourceClass.values())
        .filter(one -> names.contains(PredictionTable.probability(one)));
  }

  /** A text column, or null if the cutouts do not have it. */
  private static Column text(Dataset<Row> cutouts, String column) {
    boolean present = Arrays.asList(cutouts.columns()).contains(column);
    return present ? col(column) : lit(null).cast("string").as(column);
  }

  /** The sample of a run that has both cutouts and predictions. */
  public static Optional<GallerySample> of(RunFolder run) {
    return run.cutouts()
        .flatMap(
            cutouts ->
                run.predictions().map(predictions -> new GallerySample(cutouts, predictions)));
  }

  /** True if the images are simulated. */
  public boolean simulated() {
    return simulated;
  }

  /** The most confident predictions among sources that fulfil a condition. */
  public List<Card> mostConfident(Column condition, int limit) {
    return cards(predicted.where(condition), col(PredictionTable.CONFIDENCE).desc(), limit);
  }

  /**
   * Sources of a class in the test split, whatever is predicted for them, in an order that has
   * nothing to do with the predictions.
   */
  public List<Card> ofTestSplit(SourceClass label, int limit) {
    Dataset<Row> ofClass =
        predicted.where(IN_TEST.and(col(CutoutTable.LABEL).equalTo(label.name())));
    return cards(ofClass, xxhash64(col(key)), limit);
  }

  /** The sources that are outliers for a reason, the farthest from the training set first. */
  public List<Card> farthest(String reason, int limit) {
    Dataset<Row> outliers = predicted.where(col(PredictionTable.OUTLIER_REASON).equalTo(reason));
    return cards(outliers, col(PredictionTable.TRAINING_DISTANCE).desc(), limit);
  }

  /** The least confident predictions on the test split. */
  public List<Card> leastConfident(int limit) {
    return cards(predicted.where(IN_TEST), col(PredictionTable.CONFIDENCE).asc(), limit);
  }

  private List<Card> cards(Dataset<Row> chosen, Column order, int limit) {
    List<Row> rows = chosen.orderBy(order, col(key)).limit(limit).collectAsList();
    Map<Object, Row> pixels = pixels(rows.stream().map(row -> row.get(0)).toArray());
    return rows.stream()
        .filter(row -> pixels.containsKey(row.get(0)))
        .map(row -> card(row, pixels.get(row.get(0))))
        .toList();
  }

  private Map<Object, Row> pixels(Object[] keys) {
    return cutouts
        .where(col(key).isin(keys))
        .select(col(key), col(CutoutTable.PIXELS))
        .limit(keys.length)
        .collectAsList()
        .stream()
        .collect(Collectors.toMap(row -> row.get(0), row -> row, (first, second) -> first));
  }

  private Card card(Row row, Row cutout) {
    int[] rgb = ColourComposite.rgb(CutoutTable.pixels(cutout), shape.bands(), shape.window());
    Map<SourceClass, Double> probabilities = new EnumMap<>(SourceClass.class);
    classes(predicted)
        .forEach(one -> probabilities.put(one, row.getAs(PredictionTable.probability(one))));
    String label = row.getAs(CutoutTable.LABEL);
    Double distance = row.getAs(PredictionTable.TRAINING_DISTANCE);
    return new Card(
        row.get(0).toString(),
        SourceClass.inTable(
            row.getAs(PredictionTable.CLASS), "the column class of the predictions"),
        row.<Double>getAs(PredictionTable.CONFIDENCE),
        label == null ? "" : label,
        probabilities,
        row.<Double>getAs(PredictionTable.RA),
        row.<Double>getAs(PredictionTable.DEC),
        distance == null ? Double.NaN : distance,
        shape.window() * shape.survey().pixelArcsec(),
        rgb,
        Picture.ofPixels(rgb, shape.window(), ZOOM));
  }
}
