package allsky.spark.table.tile;

import static allsky.spark.columns.Columns.column;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import allsky.fits.header.TileHeader;
import allsky.fits.wcs.TileProjection;
import allsky.fits.wcs.WcsCards;
import allsky.sky.SkyPosition;
import allsky.survey.Band;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The table of tile headers: one row for each FITS image below a folder, with its header or the
 * reason why it cannot be used. Header values are stored unchanged, so that a header from a row
 * equals the original one.
 */
public final class TileTable {

  /**
   * The name of the table's folder in a folder of tiles; readers skip it because of the underscore.
   */
  public static final String FOLDER = "_tiles";

  /** The only file of the table, so that it can be replaced atomically. */
  public static final String FILE = "tiles.parquet";

  public static final String PATH = "path";

  /** The version of the header reader; it is raised when the same header gives another row. */
  private static final long READING = 2;

  private static final String READING_KEY = "allsky.headers";

  private static final StructType SCHEMA =
      new StructType(
          new StructField[] {
            path(),
            column("bytes", LongType, "byte", "Length of the file"),
            column("modified_ms", LongType, "ms", "Time of the last change, since 1970"),
            column("listed_ms", LongType, "ms", "Time when the folder was listed, since 1970"),
            column("coadd_id", StringType, "Name of the tile"),
            column("band", StringType, "Band: W1 to W4"),
            column("ra", DoubleType, "deg", "Right ascension of the centre, ICRS"),
            column("dec", DoubleType, "deg", "Declination of the centre, ICRS"),
            column("width", IntegerType, "pix", "Width of the image, NAXIS1"),
            column("height", IntegerType, "pix", "Height of the image, NAXIS2"),
            column("magzp", DoubleType, "mag", "Zero point: Vega magnitude of a pixel value of 1"),
            column("projection", StringType, "Projection: SIN or TAN"),
            column("crval1", DoubleType, "deg", "Right ascension at the reference pixel"),
            column("crval2", DoubleType, "deg", "Declination at the reference pixel"),
            column("crpix1", DoubleType, "pix", "Reference pixel along axis 1, the first is 1"),
            column("crpix2", DoubleType, "pix", "Reference pixel along axis 2, the first is 1"),
            column("cd1_1", DoubleType, "deg/pix", "Element 1, 1 of the CD matrix"),
            column("cd1_2", DoubleType, "deg/pix", "Element 1, 2 of the CD matrix"),
            column("cd2_1", DoubleType, "deg/pix", "Element 2, 1 of the CD matrix"),
            column("cd2_2", DoubleType, "deg/pix", "Element 2, 2 of the CD matrix"),
            column("simulated", BooleanType, "True for a simulated image"),
            column("problem", StringType, "Why the image cannot be used; null if it can"),
            column("other_product", BooleanType, "True for a file that is not an intensity image")
          });

  private TileTable() {}

  /** The schema with its metadata. */
  public static StructType schema() {
    return SCHEMA;
  }

  /** True for a table of tile headers of any version. */
  public static boolean isOne(StructType schema) {
    StructField[] fields = schema.fields();
    return fields.length > 0 && fields[0].metadata().contains(READING_KEY);
  }

  /** True for a table of tile headers of the current version. */
  public static boolean isCurrent(StructType schema) {
    StructField[] fields = schema.fields();
    return isOne(schema)
        && fields.length == SCHEMA.size()
        && fields[0].metadata().getLong(READING_KEY) == READING;
  }

  /** The row of a file. */
  public static Row row(TileFileRow file) {
    TileHeader header = file.header();
    if (header == null) {
      Object[] values = new Object[SCHEMA.size()];
      values[0] = file.path();
      values[1] = file.bytes();
      values[2] = file.modifiedMillis();
      values[3] = file.listedMillis();
      values[SCHEMA.fieldIndex("problem")] = file.problem();
      values[SCHEMA.fieldIndex("other_product")] = file.isOtherProduct();
      return RowFactory.create(values);
    }
    WcsCards wcs = header.projection().cards();
    SkyPosition middle = header.middle();
    return RowFactory.create(
        file.path(),
        file.bytes(),
        file.modifiedMillis(),
        file.listedMillis(),
        header.coaddId(),
        header.band().name(),
        middle.raDeg(),
        middle.decDeg(),
        header.width(),
        header.height(),
        header.magnitudeZeroPoint(),
        wcs.kind().name(),
        wcs.crval1(),
        wcs.crval2(),
        wcs.crpix1(),
        wcs.crpix2(),
        wcs.cd11(),
        wcs.cd12(),
        wcs.cd21(),
        wcs.cd22(),
        header.simulated(),
        file.problem(),
        file.isOtherProduct());
  }

  /**
   * The file of a row that {@link #row} made. A file with a problem is read again by the next run,
   * so the row only distinguishes other products from bad images.
   */
  public static TileFileRow file(Row row) {
    TileFileRow file =
        TileFileRow.listed(row.getString(0), row.getLong(1), row.getLong(2), row.getLong(3));
    String problem = row.getAs("problem");
    if (problem == null) {
      return file.with(header(row));
    }
    boolean otherProduct = row.getAs("other_product");
    TileFileRow.State state =
        otherProduct ? TileFileRow.State.OTHER_PRODUCT : TileFileRow.State.BAD_IMAGE;
    return file.without(state, problem);
  }

  private static TileHeader header(Row row) {
    WcsCards wcs =
        new WcsCards(
            WcsCards.Kind.valueOf(row.getAs("projection")),
            row.getAs("crval1"),
            row.getAs("crval2"),
            row.getAs("crpix1"),
            row.getAs("crpix2"),
            row.getAs("cd1_1"),
            row.getAs("cd1_2"),
            row.getAs("cd2_1"),
            row.getAs("cd2_2"));
    return new TileHeader(
        row.getAs("coadd_id"),
        Band.valueOf(row.getAs("band")),
        row.getAs("width"),
        row.getAs("height"),
        row.getAs("magzp"),
        TileProjection.of(wcs),
        row.getAs("simulated"));
  }

  private static StructField path() {
    return column(
        PATH,
        StringType,
        new MetadataBuilder()
            .putString("comment", "Path of the file below the folder of images")
            .putLong(READING_KEY, READING)
            .build());
  }
}
