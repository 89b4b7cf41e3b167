package allsky.spark.cutout;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import allsky.cutout.CutoutShape;
import allsky.cutout.input.ColourComposite;
import allsky.spark.columns.Columns;
import allsky.spark.plot.ContactSheet;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.table.cutout.CutoutTable;
import allsky.spark.table.cutout.CutoutTensor;
import allsky.survey.Band;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Draws a contact sheet of a table of cutouts: some cutouts of each class, or of the table if there
 * are no labels. The cutouts with the lowest hashes of their keys are chosen, so that the same
 * sources give the same sheet.
 */
public final class CutoutPreview {

  /** The file name of the sheet in the folder of the table. */
  public static final String FILE = "_preview.png";

  private static final int LARGEST_CLASSES = 8;
  private static final Column COUNT = col("count");

  private final Dataset<Row> cutouts;
  private final CutoutShape shape;
  private final Column key;
  private final int perClass;

  private CutoutPreview(Dataset<Row> cutouts, CutoutShape shape, int perClass) {
    this.cutouts = cutouts.where(col(CutoutTable.PIXELS).isNotNull());
    this.shape = shape;
    this.key = Columns.named(cutouts.columns()[0]);
    this.perClass = perClass;
  }

  /**
   * Draws the sheet.
   *
   * @param cutouts a table of cutouts, whose first column is the key
   * @param path the path of the table, for messages
   * @param perClass cutouts of each class
   * @return empty if no source has a cutout
   */
  public static Optional<Picture> draw(Dataset<Row> cutouts, String path, int perClass) {
    CutoutTensor tensor = CutoutTable.tensorOf(cutouts.schema(), path);
    List<ContactSheet.Block> blocks = new CutoutPreview(cutouts, tensor.shape(), perClass).blocks();
    return blocks.isEmpty()
        ? Optional.empty()
        : Optional.of(ContactSheet.draw(title(tensor), blocks));
  }

  private List<ContactSheet.Block> blocks() {
    boolean labelled = Arrays.asList(cutouts.columns()).contains(CutoutTable.LABEL);
    Column label = (labelled ? col(CutoutTable.LABEL) : lit(null)).cast("string");
    List<Row> classes =
        cutouts
            .groupBy(label.as(CutoutTable.LABEL))
            .count()
            .orderBy(COUNT.desc(), col(CutoutTable.LABEL))
            .limit(LARGEST_CLASSES)
            .collectAsList();
    return classes.stream()
        .sorted(Comparator.comparing(row -> row.getString(0), CutoutPreview::inOrder))
        .map(row -> block(row.getString(0), row.getLong(1), label, labelled))
        .toList();
  }

  private ContactSheet.Block block(String name, long count, Column label, boolean labelled) {
    List<Object> keys =
        cutouts
            .where(label.eqNullSafe(name))
            .select(key)
            .orderBy(xxhash64(key), key)
            .limit(perClass)
            .collectAsList()
            .stream()
            .map(row -> row.get(0))
            .toList();
    Map<Object, Row> rows = rows(keys);
    List<ContactSheet.Frame> frames =
        keys.stream().distinct().filter(rows::containsKey).map(rows::get).map(this::frame).toList();
    String unnamed = labelled ? "without a label" : "all";
    return new ContactSheet.Block(name == null ? unnamed : name, count, frames);
  }

  /** Reads the pixels of the chosen rows only. */
  private Map<Object, Row> rows(List<Object> keys) {
    return cutouts
        .where(key.isin(keys.toArray()))
        .select(key, col(CutoutTable.RA), col(CutoutTable.DEC), col(CutoutTable.PIXELS))
        .limit(keys.size())
        .collectAsList()
        .stream()
        .collect(Collectors.toMap(row -> row.get(0), row -> row, (first, second) -> first));
  }

  private ContactSheet.Frame frame(Row row) {
    int[] rgb = ColourComposite.rgb(CutoutTable.pixels(row), shape.bands(), shape.window());
    String position =
        String.format(
            Locale.ROOT,
            "%.4f %+.4f",
            row.<Double>getAs(CutoutTable.RA),
            row.<Double>getAs(CutoutTable.DEC));
    return new ContactSheet.Frame(row.get(0).toString(), position, rgb, shape.window());
  }

  /**
   * Orders labels: first the classes of the network in their order, then other labels by name, and
   * last the missing label.
   */
  private static int inOrder(String one, String other) {
    return Comparator.comparingInt(CutoutPreview::place)
        .thenComparing(Comparator.nullsLast(Comparator.naturalOrder()))
        .compare(one, other);
  }

  private static int place(String label) {
    return label == null
        ? SourceClass.values().length + 1
        : SourceClass.ofName(label).map(Enum::ordinal).orElse(SourceClass.values().length);
  }

  /** Such as "Cutouts of Atlas images, 59 arcsec wide, north up; W1 blue, W2 green, W3 red". */
  static String title(CutoutTensor tensor) {
    CutoutShape shape = tensor.shape();
    List<String> colours = new ArrayList<>();
    Map.of(Band.W1, "blue", Band.W2, "green", Band.W3, "red").entrySet().stream()
        .filter(entry -> shape.bands().contains(entry.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> colours.add(entry.getKey() + " " + entry.getValue()));
    String bands = colours.isEmpty() ? shape.bands().get(0) + " grey" : String.join(", ", colours);
    double side = shape.window() * shape.survey().pixelArcsec();
    return String.format(
        Locale.ROOT,
        "%s of %s images, %.0f arcsec wide, north up; %s",
        tensor.simulated() ? "Simulated cutouts" : "Cutouts",
        shape.survey().title(),
        side,
        bands);
  }
}
