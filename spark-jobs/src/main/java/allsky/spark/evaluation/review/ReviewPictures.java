package allsky.spark.evaluation.review;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.xxhash64;

import allsky.cutout.CutoutShape;
import allsky.cutout.input.ColourComposite;
import allsky.spark.columns.Columns;
import allsky.spark.columns.MagnitudeColumns;
import allsky.spark.plot.ColourPlot;
import allsky.spark.plot.ContactSheet;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.plot.canvas.Points;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spark.table.prediction.PredictionTable;
import allsky.spark.table.prediction.ReviewedTable;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Draws the galleries of a review, and its low-confidence cutouts in the colour-colour diagram. */
final class ReviewPictures {

  private static final int FRAMES = 16;
  private static final int POINTS = 2000;

  /** Signal-to-noise ratio from which on W3 is a detection and not an upper limit. */
  private static final double DETECTION = 2;

  private static final List<String> COLOUR_COLUMNS = List.of("w1mpro", "w2mpro", "w3mpro", "w3snr");
  private static final String BLOCK = "_block";
  private static final String NO_CASE = "none of the cases";

  private final Dataset<Row> cutouts;
  private final CutoutShape shape;
  private final String key;

  ReviewPictures(Dataset<Row> cutouts, CutoutShape shape) {
    this.cutouts = cutouts.where(col(CutoutTable.PIXELS).isNotNull());
    this.shape = shape;
    this.key = cutouts.columns()[0];
  }

  /** Why the colours cannot be drawn; empty if they can. */
  static String whyNoDiagram(Dataset<Row> predictions) {
    Set<String> present = Columns.namesOf(predictions);
    List<String> missing = COLOUR_COLUMNS.stream().filter(c -> !present.contains(c)).toList();
    return missing.isEmpty() ? "" : "the cutouts have no column " + String.join(", ", missing);
  }

  Map<String, Picture> of(
      Review review, Dataset<Row> wrong, Dataset<Row> unsure, Dataset<Row> predictions) {
    Map<String, Picture> pictures = new LinkedHashMap<>();
    if (review.misclassified().count() > 0) {
      Map<String, Long> counts = new LinkedHashMap<>();
      review.misclassified().groups().forEach(group -> counts.put(group.group(), group.count()));
      Column group = coalesce(col(ReviewedTable.GROUP).cast("string"), col(ReviewedTable.RULE));
      pictures.put(
          "misclassified.png",
          sheet("Misclassified cutouts by group", wrong.withColumn(BLOCK, group), counts));
    }
    if (review.lowConfidence().count() > 0) {
      pictures.put("low_confidence.png", cases(review.lowConfidence(), unsure));
      if (review.lowConfidence().diagram().isEmpty()) {
        pictures.put("low_confidence_colours.png", diagram(unsure, predictions));
      }
    }
    return pictures;
  }

  private Picture cases(Review.LowConfidence low, Dataset<Row> unsure) {
    Map<String, Long> counts = new LinkedHashMap<>();
    low.cases().stream()
        .filter(each -> each.count() != null && each.count() > 0)
        .forEach(each -> counts.put(each.name(), each.count()));
    counts.put("", low.withoutCase());
    Column each = explode(split(col(ReviewedTable.CASES), ","));
    String title = "Correct predictions with a confidence below " + low.below() + " by case";
    return sheet(title, unsure.withColumn(BLOCK, each), counts);
  }

  /** A contact sheet with some cutouts of each block, which has more than 0. */
  private Picture sheet(String title, Dataset<Row> rows, Map<String, Long> counts) {
    Column rank =
        row_number()
            .over(Window.partitionBy(col(BLOCK)).orderBy(xxhash64(Columns.named(key)), col(BLOCK)));
    List<Row> chosen =
        rows.withColumn("_rank", rank)
            .where(col("_rank").leq(FRAMES))
            .orderBy(col("_rank"))
            .select(
                Columns.named(key),
                col(BLOCK),
                col(CutoutTable.LABEL),
                col(PredictionTable.CLASS),
                col(PredictionTable.CONFIDENCE).cast("double"))
            .collectAsList();
    Map<Object, Row> pixels = pixels(chosen.stream().map(row -> row.get(0)).distinct().toList());
    List<ContactSheet.Block> blocks = new ArrayList<>();
    counts.forEach(
        (name, count) -> {
          if (count > 0) {
            List<ContactSheet.Frame> frames =
                chosen.stream()
                    .filter(row -> row.getString(1).equals(name) && pixels.containsKey(row.get(0)))
                    .map(row -> frame(row, pixels.get(row.get(0))))
                    .toList();
            blocks.add(new ContactSheet.Block(title(name), count, frames));
          }
        });
    return ContactSheet.draw(title + "; W1 blue, W2 green, W3 red", blocks);
  }

  private static String title(String block) {
    if (block.isEmpty()) {
      return NO_CASE;
    }
    return Character.isDigit(block.charAt(0)) ? "group " + block : block;
  }

  private Map<Object, Row> pixels(List<Object> keys) {
    return cutouts
        .where(Columns.named(key).isin(keys.toArray()))
        .select(Columns.named(key), col(CutoutTable.PIXELS))
        .collectAsList()
        .stream()
        .collect(Collectors.toMap(row -> row.get(0), row -> row, (first, second) -> first));
  }

  private ContactSheet.Frame frame(Row row, Row cutout) {
    int[] rgb = ColourComposite.rgb(CutoutTable.pixels(cutout), shape.bands(), shape.window());
    String label = row.getString(2);
    String answer = String.format(Locale.ROOT, "%s %.2f", row.getString(3), row.getDouble(4));
    boolean right = label.equals(row.getString(3));
    String caption = right ? answer : label + " as " + answer;
    return new ContactSheet.Frame(caption, row.get(0).toString(), rgb, shape.window());
  }

  private Picture diagram(Dataset<Row> unsure, Dataset<Row> predictions) {
    Dataset<Row> right = colours(predictions.where(not(ReviewedCutouts.IS_WRONG)));
    Map<SourceClass, Points> samples = byClass(right);
    List<ColourPlot.Sample> classes = new ArrayList<>();
    samples.forEach((name, points) -> classes.add(new ColourPlot.Sample(name, points)));
    Points marked = points(colours(unsure).limit(POINTS).collectAsList());
    return ColourPlot.draw(classes, marked, "low confidence");
  }

  private static Map<SourceClass, Points> byClass(Dataset<Row> colours) {
    Map<SourceClass, Points> samples = new LinkedHashMap<>();
    Function<SourceClass, List<Row>> rows =
        name ->
            colours
                .where(col(PredictionTable.CLASS).equalTo(name.name()))
                .limit(POINTS)
                .collectAsList();
    for (SourceClass name : SourceClass.values()) {
      Points points = points(rows.apply(name));
      if (points.size() > 0) {
        samples.put(name, points);
      }
    }
    return samples;
  }

  /** The class, W2-W3 and W1-W2 of the sources that are detected in W3. */
  private static Dataset<Row> colours(Dataset<Row> rows) {
    Column w2w3 = MagnitudeColumns.colour("w2mpro", "w3mpro");
    Column w1w2 = MagnitudeColumns.colour("w1mpro", "w2mpro");
    return rows.where(col("w3snr").geq(DETECTION))
        .select(col(PredictionTable.CLASS), w2w3.as("w2w3"), w1w2.as("w1w2"))
        .na()
        .drop();
  }

  private static Points points(List<Row> rows) {
    return Points.of(
        rows.stream().mapToDouble(row -> row.getDouble(1)).toArray(),
        rows.stream().mapToDouble(row -> row.getDouble(2)).toArray());
  }
}
