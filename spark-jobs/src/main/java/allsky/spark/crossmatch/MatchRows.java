package allsky.spark.crossmatch;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import allsky.UserError;
import allsky.spark.catalog.SkyColumns;
import allsky.spark.table.MatchTable;
import allsky.spark.table.SourceTable;
import allsky.spark.table.SpectrumTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/** The rows of a match as they are written: the source's own columns first, then the partner's. */
public final class MatchRows {

  private MatchRows() {}

  /**
   * Sources with the label of their spectrum. A column of the source that bears the name of a
   * column of the match is kept as {@code source_...}; its {@code _healpix_29} is computed anew.
   *
   * @param rows of {@link CrossMatch#rows}
   * @param spectrumColumns columns of the spectra's catalog to carry too
   * @param prefix goes before the name of each of them
   * @param split the part that a source with a label belongs to, of {@link Splits}
   * @throws UserError where a prefixed name is taken
   */
  public static Dataset<Row> labelled(
      Dataset<Row> rows,
      MatchSide sources,
      List<String> spectrumColumns,
      String prefix,
      Column split) {
    Column label = CrossMatch.right(SpectrumTable.LABEL);
    Map<String, Column> values =
        Map.of(
            MatchTable.SPECTRUM_KEY, CrossMatch.right(SpectrumTable.KEY),
            MatchTable.LABEL, label,
            MatchTable.Z, CrossMatch.right(SpectrumTable.Z),
            MatchTable.SPLIT, when(label.isNotNull(), split),
            MatchTable.HEALPIX_29, cell());
    StructField[] ours = fieldsOf(rows, values.keySet());
    List<Column> columns = sourceColumns(sources, names(ours));
    Set<String> taken = names(sources.fields().toArray(new StructField[0]));
    for (String name : spectrumColumns) {
      columns.add(partnerColumn(rows, SpectrumTable.its(name), prefix + name, taken));
    }
    columns.addAll(matchColumns(ours, values));
    return rows.select(columns.toArray(new Column[0]));
  }

  /**
   * Sources with the columns of their partner in any other catalog.
   *
   * @param rows of {@link CrossMatch#rows}
   * @param prefix goes before the name of each of the partner's columns
   * @throws UserError where a prefixed name is taken
   */
  public static Dataset<Row> joined(
      Dataset<Row> rows, MatchSide sources, MatchSide partners, String prefix) {
    Map<String, Column> values = Map.of(MatchTable.HEALPIX_29, cell());
    StructField[] ours = fieldsOf(rows, values.keySet());
    List<Column> columns = sourceColumns(sources, names(ours));
    Set<String> taken = names(sources.fields().toArray(new StructField[0]));
    for (String name : partners.carried()) {
      columns.add(partnerColumn(rows, name, prefix + name, taken));
    }
    columns.addAll(matchColumns(ours, values));
    return rows.select(columns.toArray(new Column[0]));
  }

  /** Sources alone, under their own names: those without a match. */
  public static Dataset<Row> sources(Dataset<Row> rows, MatchSide sources) {
    return rows.select(sourceColumns(sources, Set.of()).toArray(new Column[0]));
  }

  /** The columns of the match that these rows have or that can be computed. */
  private static StructField[] fieldsOf(Dataset<Row> rows, Set<String> computed) {
    Set<String> there = new HashSet<>(Arrays.asList(rows.columns()));
    there.addAll(computed);
    return Arrays.stream(MatchTable.matchColumns())
        .filter(field -> there.contains(field.name()))
        .toArray(StructField[]::new);
  }

  private static List<Column> matchColumns(StructField[] ours, Map<String, Column> values) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : ours) {
      Column value = values.getOrDefault(field.name(), col(field.name()));
      columns.add(value.cast(field.dataType()).as(field.name(), field.metadata()));
    }
    return columns;
  }

  private static Column partnerColumn(
      Dataset<Row> rows, String name, String newName, Set<String> taken) {
    if (!taken.add(newName.toLowerCase(Locale.ROOT))) {
      throw new UserError(
          "Cannot name a column "
              + newName
              + ": --sources has one already; choose another"
              + " --match-prefix.");
    }
    StructField field = rows.schema().apply(Side.RIGHT.named(name));
    return CrossMatch.right(name).as(newName, field.metadata());
  }

  private static Column cell() {
    return SkyColumns.healpix29(CrossMatch.left(SourceTable.RA), CrossMatch.left(SourceTable.DEC));
  }

  private static List<Column> sourceColumns(MatchSide sources, Set<String> taken) {
    List<Column> columns = new ArrayList<>();
    for (String name : sources.carried()) {
      if (!taken.contains(name.toLowerCase(Locale.ROOT))) {
        columns.add(CrossMatch.left(name).as(name));
      } else if (!name.equalsIgnoreCase(MatchTable.HEALPIX_29)) {
        columns.add(CrossMatch.left(name).as("source_" + name));
      }
    }
    return columns;
  }

  private static Set<String> names(StructField[] fields) {
    return Arrays.stream(fields)
        .map(field -> field.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(HashSet::new));
  }
}
