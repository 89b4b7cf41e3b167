package allsky.spark.crossmatch.output;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import allsky.spark.columns.position.SkyColumns;
import allsky.spark.crossmatch.request.MatchInput;
import allsky.spark.crossmatch.request.Side;
import allsky.spark.table.MatchTable;
import allsky.spark.table.SourceTable;
import allsky.spark.table.SpectrumTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/** The rows of a match as they are written: the source's own columns first, then the partner's. */
final class MatchRows {

  private MatchRows() {}

  /**
   * Sources with the label of their spectrum; their {@code _healpix_29} is computed anew.
   *
   * @param rows matches with a struct column for each side
   * @param split the part that a source with a label belongs to, of {@link Splits}
   */
  static Dataset<Row> labelled(Dataset<Row> rows, MatchNames names, Column split) {
    Column label = Side.RIGHT.column(SpectrumTable.LABEL);
    Column hasSource = col(Side.LEFT.row()).isNotNull();
    return named(
        rows,
        names,
        Map.of(
            MatchTable.SPECTRUM_KEY, Side.RIGHT.column(SpectrumTable.KEY),
            MatchTable.LABEL, label,
            MatchTable.Z, Side.RIGHT.column(SpectrumTable.Z),
            MatchTable.SPLIT, when(label.isNotNull().and(hasSource), split),
            MatchTable.HEALPIX_29, cell()));
  }

  /**
   * Sources with the columns of their partner in any other catalog.
   *
   * @param rows matches with a struct column for each side
   */
  static Dataset<Row> joined(Dataset<Row> rows, MatchNames names) {
    return named(rows, names, Map.of(MatchTable.HEALPIX_29, cell()));
  }

  /** Sources without a match, under their own names. */
  static Dataset<Row> sources(Dataset<Row> rows, MatchInput sources) {
    return rows.select(
        sources.carried().stream()
            .map(name -> Side.LEFT.column(name).as(name))
            .toArray(Column[]::new));
  }

  /**
   * @param computed the match's own columns that are not among the rows
   */
  private static Dataset<Row> named(
      Dataset<Row> rows, MatchNames names, Map<String, Column> computed) {
    List<Column> columns = new ArrayList<>();
    names.sources().forEach((name, written) -> columns.add(Side.LEFT.column(name).as(written)));
    names.partners().forEach((name, written) -> columns.add(Side.RIGHT.column(name).as(written)));
    for (StructField field : names.own()) {
      Column value = computed.getOrDefault(field.name(), col(field.name()));
      columns.add(value.cast(field.dataType()).as(field.name(), field.metadata()));
    }
    return rows.select(columns.toArray(new Column[0]));
  }

  private static Column cell() {
    return SkyColumns.healpix29(
        Side.LEFT.column(SourceTable.RA), Side.LEFT.column(SourceTable.DEC));
  }
}
