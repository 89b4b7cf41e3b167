package allsky.spark.evaluation;

import allsky.UserError;
import allsky.spark.columns.Columns;
import allsky.spark.columns.TableInput;
import allsky.spark.evaluation.review.OutlierCase;
import allsky.spark.table.SourceKey;
import allsky.spark.table.cutout.CutoutTable;
import allsky.survey.Band;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/** The columns of magnitudes and signal-to-noise ratios, in whose bins a model is evaluated. */
public final class MeasuredColumns {

  private MeasuredColumns() {}

  /** The magnitude columns of these bands in a table. */
  public static List<String> magnitudes(Dataset<Row> rows, List<Band> bands) {
    return present(rows, bands.stream().map(CutoutTable::magnitude));
  }

  /** The columns of signal-to-noise ratios of these bands in a table. */
  public static List<String> signalsToNoise(Dataset<Row> rows, List<Band> bands) {
    return present(rows, bands.stream().map(CutoutTable::signalToNoise));
  }

  /**
   * Adds missing measurements to cutouts from a catalog with the same key, and the columns that
   * {@link OutlierCase} needs.
   *
   * @param input the catalog, for messages
   * @throws UserError if the catalog has no measurements or no common key
   */
  public static Dataset<Row> added(
      Dataset<Row> cutouts, Dataset<Row> catalog, TableInput input, List<Band> bands) {
    Set<String> there = Columns.namesOf(cutouts);
    Stream<String> reviewed = present(catalog, OutlierCase.columns().stream()).stream();
    List<String> lacking =
        Stream.concat(all(catalog, bands).stream(), reviewed)
            .distinct()
            .filter(name -> !there.contains(name))
            .toList();
    if (all(catalog, bands).isEmpty()) {
      throw new UserError(
          "Cannot use %s: it has no magnitudes or signal-to-noise ratios (%s, %s ...)"
              .formatted(
                  input,
                  CutoutTable.magnitude(bands.get(0)),
                  CutoutTable.signalToNoise(bands.get(0))));
    }
    String key = SourceKey.sharedBy(cutouts, catalog);
    Column[] chosen =
        Stream.concat(Stream.of(key), lacking.stream()).map(Columns::spelt).toArray(Column[]::new);
    return cutouts.join(
        catalog.select(chosen).dropDuplicates(new String[] {key}), new String[] {key}, "left");
  }

  /** The columns that a table of evaluated cutouts keeps, the key first. */
  public static List<StructField> carried(Dataset<Row> cutouts) {
    StructField[] fields = cutouts.schema().fields();
    Stream<StructField> kept =
        Arrays.stream(fields).filter(field -> CutoutTable.KEPT.contains(field.name()));
    return Stream.concat(Stream.of(fields[0]), kept).distinct().toList();
  }

  private static List<String> all(Dataset<Row> rows, List<Band> bands) {
    return Stream.of(
            magnitudes(rows, bands),
            present(rows, bands.stream().map(CutoutTable::error)),
            signalsToNoise(rows, bands))
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> present(Dataset<Row> rows, Stream<String> names) {
    Set<String> columns = Columns.namesOf(rows);
    return names.filter(columns::contains).toList();
  }
}
