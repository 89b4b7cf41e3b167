package allsky.spark.crossmatch;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

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
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** The rows of a match as they are written: the source's own columns first, then the partner's. */
public final class MatchRows {

  /** Parts of the 8:1:1 split. */
  private static final int PARTS = 10;

  private MatchRows() {}

  /**
   * Sources with the label of their spectrum. A column of the source that bears the name of a
   * column of the match is kept as {@code source_...}; its {@code _healpix_29} is computed anew.
   *
   * @param seed decides the split, together with the source's key alone, so that it depends neither
   *     on the order of the rows nor on the cluster
   */
  public static Dataset<Row> labelled(Dataset<Row> pairs, SourceTable sources, long seed) {
    Map<String, Column> values =
        Map.of(
            MatchTable.SPECTRUM_KEY, CrossMatch.right(SpectrumTable.KEY),
            MatchTable.LABEL, CrossMatch.right(SpectrumTable.LABEL),
            MatchTable.Z, CrossMatch.right(SpectrumTable.Z),
            MatchTable.SEPARATION_ARCSEC, col(MatchTable.SEPARATION_ARCSEC),
            MatchTable.CANDIDATES, col(MatchTable.CANDIDATES),
            MatchTable.SOURCE_CANDIDATES, col(MatchTable.SOURCE_CANDIDATES),
            MatchTable.SPLIT, split(CrossMatch.left(sources.keyColumn()), seed),
            MatchTable.HEALPIX_29, cell());
    List<Column> columns = sourceColumns(sources, names(MatchTable.matchColumns()));
    for (StructField field : MatchTable.matchColumns()) {
      Column value = values.get(field.name()).cast(field.dataType());
      columns.add(value.as(field.name(), field.metadata()));
    }
    return pairs.select(columns.toArray(new Column[0]));
  }

  /**
   * Sources with the columns of their partner in any other catalog.
   *
   * @param prefix goes before the name of each of the partner's columns
   * @throws UserError where a prefixed name is taken
   */
  public static Dataset<Row> joined(
      Dataset<Row> pairs, SourceTable sources, SourceTable partners, String prefix) {
    StructField[] ours =
        Arrays.stream(MatchTable.matchColumns())
            .filter(field -> pairs.schema().getFieldIndex(field.name()).isDefined())
            .toArray(StructField[]::new);
    Set<String> taken = names(ours);
    taken.add(MatchTable.HEALPIX_29);
    List<Column> columns = sourceColumns(sources, taken);
    Set<String> sourceNames = names(sources.rows().schema().fields());
    for (String name : partners.rows().columns()) {
      if (!sourceNames.add((prefix + name).toLowerCase(Locale.ROOT))) {
        throw new UserError(
            "Cannot name a column "
                + prefix
                + name
                + ": --sources has one already; choose another"
                + " --match-prefix.");
      }
      columns.add(CrossMatch.right(name).as(prefix + name));
    }
    for (StructField field : ours) {
      columns.add(col(field.name()).cast(field.dataType()).as(field.name(), field.metadata()));
    }
    columns.add(cell().as(MatchTable.HEALPIX_29));
    return pairs.select(columns.toArray(new Column[0]));
  }

  /** True where neither side has another partner within the radius. */
  public static Column isUnambiguous() {
    return col(MatchTable.CANDIDATES).equalTo(1).and(col(MatchTable.SOURCE_CANDIDATES).equalTo(1));
  }

  /** Eight tenths train, one validates, one tests. */
  private static Column split(Column key, long seed) {
    Column part = pmod(xxhash64(key.cast(DataTypes.StringType), lit(seed)), lit(PARTS));
    return when(part.lt(PARTS - 2), MatchTable.TRAIN)
        .when(part.equalTo(PARTS - 2), MatchTable.VALIDATION)
        .otherwise(MatchTable.TEST);
  }

  private static Column cell() {
    return SkyColumns.healpix29(CrossMatch.left(SourceTable.RA), CrossMatch.left(SourceTable.DEC));
  }

  private static List<Column> sourceColumns(SourceTable sources, Set<String> taken) {
    List<Column> columns = new ArrayList<>();
    for (String name : sources.rows().columns()) {
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
