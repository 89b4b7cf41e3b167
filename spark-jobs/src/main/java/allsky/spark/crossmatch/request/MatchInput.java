package allsky.spark.crossmatch.request;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import allsky.spark.columns.Columns;
import allsky.spark.columns.astrometry.Astrometry;
import allsky.spark.columns.position.SkyColumns;
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
 * @param table the rows, including faulty rows
 * @param malformed the malformed lines of the catalog's files; empty if the format has none
 * @param conditions what the rows have in common, if the catalog has others, each with its option
 * @param carried the columns that the matches carry
 * @param fault why a row has no pairs, or null if it may have pairs
 * @param position where a row is compared
 * @param keysAsText true if keys of different types are compared as texts
 * @param workings what the struct of a row holds besides the carried columns
 */
public record MatchInput(
    SourceTable table,
    Optional<Dataset<Row>> malformed,
    List<String> conditions,
    List<String> carried,
    Column fault,
    Position position,
    boolean keysAsText,
    Workings workings) {

  /** Why a row has no pairs: its radius is empty or negative. */
  public static final String NO_RADIUS = "NO_RADIUS";

  /**
   * What the struct of a row holds besides the carried columns, for computations on pairs. It is
   * not written.
   *
   * @param compared true for {@link #COMPARED}
   * @param prior the value of {@link #PRIOR}, double; empty if there is none
   */
  private record Workings(boolean compared, Optional<Column> prior) {
    static final Workings NONE = new Workings(false, Optional.empty());
  }

  /** Field of the struct of a row: the values of {@link ComparedRow#of}. */
  public static final String COMPARED = "compared values";

  /** Field of the struct of a row: the value of the column that counts as a prior. */
  public static final String PRIOR = "prior value";

  /**
   * The position of a row as it is compared with the other catalog.
   *
   * @param raDeg right ascension, double
   * @param decDeg declination, double
   * @param moved true if the position is at {@code epochYear}, not the catalog's own
   * @param epochYear the Julian year to which rows are moved; empty if none can be moved
   * @param errorArcsec standard error of the position along any direction; empty if errors do not
   *     count
   * @param errorEllipse array of both semi-axes (arcsec) and the position angle (degrees); empty if
   *     errors are circular
   * @param radiusArcsec the radius of each row; empty if the rows have none
   */
  public record Position(
      Column raDeg,
      Column decDeg,
      Column moved,
      Optional<Double> epochYear,
      Optional<Column> errorArcsec,
      Optional<Column> errorEllipse,
      Optional<Column> radiusArcsec) {

    private static final Position OF_CATALOG =
        new Position(
            col(SourceTable.RA),
            col(SourceTable.DEC),
            lit(false),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private Position atEpoch(double year, Astrometry astrometry) {
      Column pmRa = astrometry.pmRaMasPerYear().get();
      Column pmDec = astrometry.pmDecMasPerYear().get();
      Column years = lit(year).minus(astrometry.epochYear().get());
      return new Position(
          SkyColumns.movedRa(raDeg, decDeg, pmRa, pmDec, years),
          SkyColumns.movedDec(raDeg, decDeg, pmRa, pmDec, years),
          pmRa.isNotNull().and(pmDec.isNotNull()).and(years.isNotNull()),
          Optional.of(year),
          errorArcsec,
          errorEllipse,
          radiusArcsec);
    }

    private Position withErrors(Column error) {
      return new Position(
          raDeg, decDeg, moved, epochYear, Optional.of(error), errorEllipse, radiusArcsec);
    }

    private Position withEllipses(Column ellipse) {
      return new Position(
          raDeg, decDeg, moved, epochYear, errorArcsec, Optional.of(ellipse), radiusArcsec);
    }

    private Position withRadii(Column radius) {
      return new Position(
          raDeg, decDeg, moved, epochYear, errorArcsec, errorEllipse, Optional.of(radius));
    }
  }

  /** Carries all columns and compares the catalog's own positions, without errors. */
  public static MatchInput of(SourceTable table, Column fault) {
    List<String> all = Arrays.asList(table.rows().columns());
    return new MatchInput(
        table, Optional.empty(), List.of(), all, fault, Position.OF_CATALOG, false, Workings.NONE);
  }

  /** {@link #of} where the rows outside the sphere are faulty. */
  public static MatchInput of(SourceTable table) {
    return of(table, SourceTable.positionFault());
  }

  /** The same, with the malformed lines of its files. */
  public MatchInput withMalformed(Optional<Dataset<Row>> lines) {
    return new MatchInput(table, lines, conditions, carried, fault, position, keysAsText, workings);
  }

  /** The same, with what its rows have in common. */
  public MatchInput describedBy(List<String> words) {
    return new MatchInput(
        table, malformed, List.copyOf(words), carried, fault, position, keysAsText, workings);
  }

  /**
   * The same with only the rows that meet a condition on the columns of the table.
   *
   * @param words the condition for people to read
   */
  public MatchInput meeting(Column condition, String words) {
    List<String> more = new ArrayList<>(conditions);
    more.add(words);
    SourceTable fewer = table.meeting(condition);
    return new MatchInput(fewer, malformed, more, carried, fault, position, keysAsText, workings);
  }

  /** The same, but only these columns are carried. */
  public MatchInput carrying(List<String> columns) {
    return new MatchInput(
        table, malformed, conditions, List.copyOf(columns), fault, position, keysAsText, workings);
  }

  /**
   * The same with each row, whose motion and epoch are known, at its position in a Julian year; the
   * other rows keep their positions.
   */
  public MatchInput atEpoch(double year, Astrometry astrometry) {
    return astrometry.hasMotion() ? at(position.atEpoch(year, astrometry)) : this;
  }

  /** The same with positional errors, arcsec. */
  public MatchInput withErrors(Column error) {
    return at(position.withErrors(error));
  }

  /** The same with error ellipses: an array of both semi-axes and the position angle, or null. */
  public MatchInput withEllipses(Column ellipse) {
    return at(position.withEllipses(ellipse));
  }

  /** The same with a radius of each row, arcsec; a row without one of 0 or more has no pairs. */
  public MatchInput withRadii(Column radius) {
    Column isRadius = coalesce(radius.geq(0).and(not(isnan(radius))), lit(false));
    Column noRadius = when(not(isRadius), NO_RADIUS);
    return new MatchInput(
        table,
        malformed,
        conditions,
        carried,
        coalesce(fault, noRadius),
        position.withRadii(radius),
        keysAsText,
        workings);
  }

  /** The same with keys that can be compared with the keys of the other side. */
  public MatchInput comparingKeys() {
    return new MatchInput(table, malformed, conditions, carried, fault, position, true, workings);
  }

  /** The same; the struct of each row holds {@link #COMPARED} too. */
  public MatchInput withCompared() {
    return with(new Workings(true, workings.prior));
  }

  /** The same; the struct of each row holds {@link #PRIOR} too, a number or null. */
  public MatchInput withPrior(Column value) {
    return with(new Workings(workings.compared, Optional.of(value.cast(DataTypes.DoubleType))));
  }

  private MatchInput with(Workings other) {
    return new MatchInput(
        table, malformed, conditions, carried, fault, position, keysAsText, other);
  }

  private MatchInput at(Position other) {
    return new MatchInput(
        table, malformed, conditions, carried, fault, other, keysAsText, workings);
  }

  /** The carried columns as one struct, {@link Side#row}, and the values that are compared. */
  public Dataset<Row> rows(Side side) {
    return table.rows().select(columns(side).toArray(new Column[0]));
  }

  /** The same rows, each with its rejection, for {@link Rejection#of}. */
  public Dataset<Row> rowsWithRejection(Side side) {
    List<Column> columns = columns(side);
    columns.add(RejectedTable.rejection(table, fault).as(side.rejection()));
    return table.rows().select(columns.toArray(new Column[0]));
  }

  private List<Column> columns(Side side) {
    Column sound = fault.isNull();
    Optional<Column> error = position.errorArcsec;
    List<Column> columns = new ArrayList<>();
    Column ra = when(sound, position.raDeg);
    Column dec = when(sound, position.decDeg);
    Column errorArcsec = error.orElse(lit(null)).cast(DataTypes.DoubleType);
    Column more = ComparedRow.more(position.errorEllipse, position.radiusArcsec);
    List<Column> fields = new ArrayList<>(carried.stream().map(Columns::spelt).toList());
    if (workings.compared) {
      fields.add(ComparedRow.struct(ra, dec, errorArcsec, tieOrder(), more).as(COMPARED));
    }
    workings.prior.ifPresent(value -> fields.add(value.as(PRIOR)));
    columns.add(struct(fields.toArray(Column[]::new)).as(side.row()));
    columns.add(ra.as(side.ra()));
    columns.add(dec.as(side.dec()));
    columns.add(position.moved.as(side.moved()));
    columns.add(tieOrder().as(side.tie()));
    columns.add(SourceKey.text(key()).isNotNull().as(side.hasKey()));
    columns.add(errorArcsec.as(side.error()));
    columns.add(more.as(side.more()));
    columns.add(error.map(Column::isNull).orElse(lit(false)).as(side.withoutError()));
    return columns;
  }

  /**
   * At equal separations the row with the lower {@link SourceKey#order} comes first: the same row
   * on every cluster, whatever the order of the files.
   */
  private Column tieOrder() {
    if (keysAsText) {
      Column text = trim(SourceKey.text(key()));
      return SourceKey.order(text, DataTypes.StringType, col(SourceTable.RA), col(SourceTable.DEC));
    }
    DataType type = table.rows().schema().apply(table.keyColumn()).dataType();
    return SourceKey.order(key(), type, col(SourceTable.RA), col(SourceTable.DEC));
  }

  private Column key() {
    return Columns.named(table.keyColumn());
  }
}
