package allsky.spark.crossmatch;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import allsky.spark.catalog.SkyColumns;
import allsky.spark.table.Astrometry;
import allsky.spark.table.Columns;
import allsky.spark.table.RejectedTable;
import allsky.spark.table.RejectedTable.Rejection;
import allsky.spark.table.SourceKey;
import allsky.spark.table.SourceTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * One catalog of a match: its rows, and which of their values are compared and carried.
 *
 * @param table the rows, faulty ones too
 * @param carried the columns that the matches carry
 * @param fault why a row pairs with nothing, or null where it may
 * @param raDeg right ascension to compare, double
 * @param decDeg declination to compare, double
 * @param moved true where these are the position in {@code epochYear}, not the catalog's own
 * @param epochYear the Julian year to which rows are moved; empty where none can be
 * @param errorArcsec standard error of the position along any direction, where errors count
 */
public record MatchSide(
    SourceTable table,
    List<String> carried,
    Column fault,
    Column raDeg,
    Column decDeg,
    Column moved,
    Optional<Double> epochYear,
    Optional<Column> errorArcsec) {

  /** Carries all columns and compares the catalog's own positions, without errors. */
  public static MatchSide of(SourceTable table, Column fault) {
    return new MatchSide(
        table,
        Arrays.asList(table.rows().columns()),
        fault,
        col(SourceTable.RA),
        col(SourceTable.DEC),
        lit(false),
        Optional.empty(),
        Optional.empty());
  }

  /** {@link #of} where the rows outside the sphere are faulty. */
  public static MatchSide of(SourceTable table) {
    return of(table, SourceTable.positionFault());
  }

  /** The same, but only these columns are carried. */
  public MatchSide carrying(List<String> columns) {
    return new MatchSide(
        table, List.copyOf(columns), fault, raDeg, decDeg, moved, epochYear, errorArcsec);
  }

  /**
   * The same with each row, whose motion and epoch are known, at its position in a Julian year; the
   * others stay where they are.
   */
  public MatchSide atEpoch(double year, Astrometry astrometry) {
    if (!astrometry.hasMotion()) {
      return this;
    }
    Column pmRa = astrometry.pmRaMasPerYear().get();
    Column pmDec = astrometry.pmDecMasPerYear().get();
    Column years = lit(year).minus(astrometry.epochYear().get());
    return new MatchSide(
        table,
        carried,
        fault,
        SkyColumns.movedRa(raDeg, decDeg, pmRa, pmDec, years),
        SkyColumns.movedDec(raDeg, decDeg, pmRa, pmDec, years),
        pmRa.isNotNull().and(pmDec.isNotNull()).and(years.isNotNull()),
        Optional.of(year),
        errorArcsec);
  }

  /** The same with positional errors. */
  public MatchSide withErrors(Column error) {
    return new MatchSide(
        table, carried, fault, raDeg, decDeg, moved, epochYear, Optional.of(error));
  }

  /** The carried columns under the side's names, with those that are compared. */
  Dataset<Row> rows(Side side) {
    return rows(side, List.of());
  }

  private Dataset<Row> rows(Side side, List<Column> more) {
    Column sound = fault.isNull();
    List<Column> columns = new ArrayList<>(more);
    for (String name : carried) {
      columns.add(Columns.named(name).as(side.named(name)));
    }
    columns.add(when(sound, raDeg).as(side.ra()));
    columns.add(when(sound, decDeg).as(side.dec()));
    columns.add(moved.as(side.moved()));
    columns.add(tieOrder().as(side.tie()));
    columns.add(SourceKey.text(key()).isNotNull().as(side.hasKey()));
    columns.add(errorArcsec.orElse(lit(null)).cast(DataTypes.DoubleType).as(side.error()));
    columns.add(errorArcsec.map(Column::isNull).orElse(lit(false)).as(side.withoutError()));
    return table.rows().select(columns.toArray(new Column[0]));
  }

  /** The same rows, each with what is wrong with it, for {@link Rejection#of}. */
  Dataset<Row> rowsWithRejection(Side side) {
    Column rejection = RejectedTable.rejection(table, fault).as(side.rejection());
    return rows(side, List.of(rejection));
  }

  /**
   * At equal separations the row with the lower {@link SourceKey#order} comes first: the same row
   * on every cluster, whatever the order of the files.
   */
  private Column tieOrder() {
    DataType type = table.rows().schema().apply(table.keyColumn()).dataType();
    return SourceKey.order(key(), type, col(SourceTable.RA), col(SourceTable.DEC));
  }

  private Column key() {
    return Columns.named(table.keyColumn());
  }
}
