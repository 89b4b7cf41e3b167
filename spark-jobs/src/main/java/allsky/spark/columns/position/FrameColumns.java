package allsky.spark.columns.position;

import allsky.sky.CelestialFrame;
import allsky.sky.SkyPosition;
import allsky.spark.columns.ColumnChoice;
import allsky.spark.columns.ColumnFinder;
import allsky.spark.columns.Columns;
import allsky.spark.columns.TableInput;
import allsky.spark.columns.TakenNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The positions of a catalog that the user declares to be in another frame than ICRS. Both columns
 * together give right ascension and declination; the columns themselves are kept.
 */
public final class FrameColumns {

  private record Pair(String lon, String lat) {}

  private static final List<Pair> GALACTIC =
      List.of(
          new Pair("glon", "glat"),
          new Pair("_glon", "_glat"),
          new Pair("gal_lon", "gal_lat"),
          new Pair("l", "b"));

  private static final List<Pair> FK4 =
      List.of(
          new Pair("rab1950", "deb1950"),
          new Pair("rab1950", "decb1950"),
          new Pair("_rab1950", "_deb1950"),
          new Pair("ra_b1950", "dec_b1950"),
          new Pair("ra1950", "dec1950"),
          new Pair("ra1950", "de1950"),
          new Pair("alpha_b1950", "delta_b1950"),
          new Pair("radeg", "dedeg"),
          new Pair("ra", "dec"));

  private FrameColumns() {}

  /** True if positions of a frame are in other columns than those of ICRS. */
  static boolean areOwn(CelestialFrame frame) {
    return frame == CelestialFrame.GALACTIC || frame == CelestialFrame.FK4_B1950;
  }

  /**
   * Finds the columns: the user's choice, or a pair of names.
   *
   * @throws allsky.UserError if the user's column does not exist, or no columns are found
   */
  static PositionColumns of(StructType schema, TableInput input, ColumnChoice choice) {
    ColumnFinder finder = new ColumnFinder(input, schema);
    List<Pair> known = known(choice.frame());
    for (Pair pair : known) {
      Optional<String> lon = finder.find("ra", choice.ra(), List.of(pair.lon));
      Optional<String> lat = finder.find("dec", choice.dec(), List.of(pair.lat));
      if (lon.isPresent() && lat.isPresent()) {
        return new PositionColumns(lon.get(), lat.get(), Optional.empty());
      }
    }
    return new PositionColumns(
        finder.require("ra", choice.ra(), known.stream().map(Pair::lon).distinct().toList()),
        finder.require("dec", choice.dec(), known.stream().map(Pair::lat).distinct().toList()),
        Optional.empty());
  }

  /** True if both columns exist: those that the user names, or else known names. */
  static boolean areIn(StructType schema, ColumnChoice choice) {
    return known(choice.frame()).stream()
        .anyMatch(
            pair ->
                isIn(schema, choice.ra().orElse(pair.lon))
                    && isIn(schema, choice.dec().orElse(pair.lat)));
  }

  private static boolean isIn(StructType schema, String name) {
    return Arrays.stream(schema.fieldNames()).anyMatch(name::equalsIgnoreCase);
  }

  private static List<Pair> known(CelestialFrame frame) {
    return frame == CelestialFrame.GALACTIC ? GALACTIC : FK4;
  }

  /**
   * The rows with {@code ra} and {@code dec} in ICRS as their last columns. Other columns with
   * these names are renamed.
   *
   * @param position the columns in the frame of the choice
   */
  public static Dataset<Row> inIcrs(
      Dataset<Row> rows, PositionColumns position, ColumnChoice choice) {
    StructField lonField = rows.schema().apply(position.ra());
    boolean isHours = choice.frame() != CelestialFrame.GALACTIC;
    CelestialAngle lonAngle =
        isHours || !Columns.isText(lonField.dataType())
            ? CelestialAngle.RIGHT_ASCENSION
            : CelestialAngle.DECLINATION;
    Column lon = lonAngle.degrees(lonField, choice);
    Column lat = CelestialAngle.DECLINATION.degrees(rows.schema().apply(position.dec()), choice);
    TakenNames taken = new TakenNames(Arrays.asList(rows.columns()));
    List<Column> columns = new ArrayList<>();
    for (String name : rows.columns()) {
      columns.add(isAngleName(name) ? renamed(name, taken) : Columns.named(name));
    }
    columns.add(angle(CelestialAngle.RIGHT_ASCENSION, lon, lat, choice.frame()));
    columns.add(angle(CelestialAngle.DECLINATION, lon, lat, choice.frame()));
    return rows.select(columns.toArray(Column[]::new));
  }

  private static boolean isAngleName(String name) {
    return Arrays.stream(CelestialAngle.values())
        .anyMatch(angle -> angle.role().equalsIgnoreCase(name));
  }

  private static Column renamed(String name, TakenNames taken) {
    return Columns.named(name).as(taken.free("original_" + name.toLowerCase(Locale.ROOT)));
  }

  /** A coordinate in ICRS; if the position is not valid, the coordinate as it was. */
  private static Column angle(CelestialAngle angle, Column lon, Column lat, CelestialFrame frame) {
    boolean isRa = angle == CelestialAngle.RIGHT_ASCENSION;
    UDF2<Double, Double, Double> ofBoth =
        (lonDeg, latDeg) -> {
          if (!SkyColumns.isPosition(lonDeg, latDeg)) {
            return isRa ? lonDeg : latDeg;
          }
          SkyPosition icrs = frame.toIcrs(lonDeg, latDeg);
          return isRa ? icrs.raDeg() : icrs.decDeg();
        };
    Metadata degrees =
        new MetadataBuilder().putString(Columns.UNIT, AngularUnit.DEGREE.spelling()).build();
    return functions.udf(ofBoth, DataTypes.DoubleType).apply(lon, lat).as(angle.role(), degrees);
  }
}
