package allsky.spark.table.cutout;

import static allsky.spark.columns.Columns.column;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import allsky.UserError;
import allsky.cutout.Cutout;
import allsky.cutout.CutoutFlag;
import allsky.cutout.CutoutResult;
import allsky.cutout.CutoutShape;
import allsky.cutout.CutoutStatus;
import allsky.cutout.StoredCutout;
import allsky.spark.table.MatchTable;
import allsky.spark.table.SourceKey;
import allsky.spark.table.votable.VoTerms;
import allsky.survey.Band;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The table of cutouts: one row for each requested source, with its pixels or the reason why it has
 * none. Pixels are stored in DN at the band's zero point, independent of the images' unit.
 */
public final class CutoutTable {

  public static final String RA = "ra";
  public static final String DEC = "dec";
  public static final String COADD_ID = "coadd_id";
  public static final String LABEL = MatchTable.LABEL;
  public static final String SPLIT = MatchTable.SPLIT;

  /** Float32, band by band, row by row, in a {@link TensorFormat}; the metadata has the shape. */
  public static final String PIXELS = "pixels";

  /** Offset of the source from the centre of the window's middle pixel, in pixels along x. */
  public static final String DX = "dx";

  /** Offset of the source from the centre of the window's middle pixel, in pixels along y. */
  public static final String DY = "dy";

  /** Pixels of all bands that are outside the image or have no value. */
  public static final String BAD_PIXELS = "bad_pixels";

  /** Bit mask, see {@link allsky.cutout.CutoutFlag}. */
  public static final String CUTOUT_FLAGS = "cutout_flags";

  /** OK or the reason why there are no pixels, see {@link allsky.cutout.CutoutStatus}. */
  public static final String STATUS = "status";

  /** The columns that a table keeps of its sources where they have them, behind their key. */
  public static final List<String> KEPT = kept();

  private CutoutTable() {}

  /** The catalog's magnitude of a band, Vega: w1mpro. */
  public static String magnitude(Band band) {
    return band.columnName() + "mpro";
  }

  /** The error of the catalog's magnitude of a band, null for an upper limit: w1sigmpro. */
  public static String error(Band band) {
    return band.columnName() + "sigmpro";
  }

  /** The catalog's signal-to-noise ratio of a band: w1snr. */
  public static String signalToNoise(Band band) {
    return band.columnName() + "snr";
  }

  private static List<String> kept() {
    List<String> names = new ArrayList<>(List.of(LABEL, SPLIT));
    for (Band band : Band.values()) {
      names.add(magnitude(band));
      names.add(error(band));
      names.add(signalToNoise(band));
    }
    return List.copyOf(names);
  }

  /**
   * The schema of a table.
   *
   * @param carried the source's columns that come first: its key, then those of {@link #KEPT} that
   *     it has
   */
  public static StructType schema(List<StructField> carried, CutoutTensor tensor) {
    CutoutShape shape = tensor.shape();
    List<StructField> fields = new ArrayList<>(carried);
    fields.add(column(RA, DoubleType, "deg", "Right ascension, ICRS"));
    fields.add(column(DEC, DoubleType, "deg", "Declination, ICRS"));
    fields.add(column(COADD_ID, StringType, "Tile that the pixels are from"));
    fields.add(tensor.column());
    fields.add(
        column(
            DX,
            FloatType,
            "pix",
            "Offset of the source from the centre of the middle pixel along x"));
    fields.add(
        column(
            DY,
            FloatType,
            "pix",
            "Offset of the source from the centre of the middle pixel along y"));
    for (Band band : shape.bands()) {
      fields.add(
          column(
              background(band),
              FloatType,
              shape.survey().unit(),
              "instr.background",
              "Background of " + band + " that was subtracted, in the image's unit"));
    }
    for (Band band : shape.bands()) {
      fields.add(
          column(
              sigma(band),
              FloatType,
              "DN",
              "stat.stdev;instr.background",
              "Scatter of the background of " + band));
    }
    fields.add(column(BAD_PIXELS, IntegerType, "Pixels without a value, all bands"));
    fields.add(column(CUTOUT_FLAGS, IntegerType, "", "meta.code.qual", CutoutFlag.MEANING));
    fields.add(
        column(STATUS, StringType, "", "meta.code.status", "OK, or why there are no pixels"));
    return new StructType(VoTerms.described(fields).toArray(new StructField[0]));
  }

  /**
   * Rejects a key that a table of cutouts cannot have.
   *
   * @throws UserError if one of the table's own columns has this name
   */
  public static void requireKey(StructField key, CutoutTensor tensor) {
    SourceKey.requireNew(key, schema(List.of(), tensor), "cutouts");
  }

  /**
   * The values of a row, in the order of {@link #schema}.
   *
   * @param carried the values of the carried columns
   * @param coaddId null if there is no tile
   */
  public static Object[] values(
      Object[] carried,
      Double raDeg,
      Double decDeg,
      String coaddId,
      CutoutResult extraction,
      CutoutTensor tensor) {
    int bands = tensor.shape().bands().size();
    List<Object> values = new ArrayList<>(Arrays.asList(carried));
    values.add(raDeg);
    values.add(decDeg);
    values.add(coaddId);
    Cutout cutout = extraction.cutout();
    values.add(cutout == null ? null : tensor.stored(cutout));
    values.add(cutout == null ? null : cutout.dx());
    values.add(cutout == null ? null : cutout.dy());
    for (int band = 0; band < bands; band++) {
      values.add(cutout == null ? null : cutout.background()[band]);
    }
    for (int band = 0; band < bands; band++) {
      values.add(cutout == null ? null : cutout.sigma()[band]);
    }
    values.add(cutout == null ? null : cutout.badPixels());
    values.add(cutout == null ? null : cutout.flags());
    values.add(extraction.status().name());
    return values.toArray();
  }

  /** The column with the background that was subtracted from a band. */
  public static String background(Band band) {
    return "background_" + band.columnName();
  }

  /** The column with the scatter of a band's background. */
  public static String sigma(Band band) {
    return "sigma_" + band.columnName();
  }

  /**
   * The status of a row; {@code BAD_CUTOUT} if the row has none, or one that allsky never writes.
   */
  public static CutoutStatus status(Row row) {
    String text = row.getAs(STATUS);
    return Arrays.stream(CutoutStatus.values())
        .filter(status -> status.name().equals(text))
        .findFirst()
        .orElse(CutoutStatus.BAD_CUTOUT);
  }

  /**
   * The pixels of a row, in either format.
   *
   * @param row has {@link #PIXELS}, which is not null
   */
  public static float[] pixels(Row row) {
    int index = row.fieldIndex(PIXELS);
    if (row.get(index) instanceof byte[] bytes) {
      return TensorFormat.pixels(bytes);
    }
    List<Float> values = row.getList(index);
    float[] pixels = new float[values.size()];
    for (int i = 0; i < pixels.length; i++) {
      Float value = values.get(i);
      pixels[i] = value == null ? Float.NaN : value;
    }
    return pixels;
  }

  /**
   * The cutout of a row whose status is OK.
   *
   * @param row has {@link #PIXELS}, {@link #DX}, {@link #DY} and {@link #CUTOUT_FLAGS}
   */
  public static StoredCutout stored(Row row, CutoutShape shape) {
    Number dx = row.getAs(DX);
    Number dy = row.getAs(DY);
    if (dx == null || dy == null || row.isNullAt(row.fieldIndex(PIXELS))) {
      return StoredCutout.BAD;
    }
    Integer flags = row.getAs(CUTOUT_FLAGS);
    return StoredCutout.of(
        pixels(row), dx.floatValue(), dy.floatValue(), flags == null ? 0 : flags, shape);
  }

  /**
   * The bands, size and format of the pixels in a table.
   *
   * @param path the path of the table, for the message
   * @throws UserError if it is not a table of cutouts, or its metadata are damaged
   */
  public static CutoutTensor tensorOf(StructType schema, String path) {
    if (!hasTensor(schema)) {
      throw new UserError(
          "Cannot read --cutouts "
              + path
              + ": it is not a table of cutouts; make one with stack-cutouts.");
    }
    try {
      return CutoutTensor.of(schema.apply(PIXELS));
    } catch (IllegalArgumentException e) {
      throw new UserError(
          "Cannot read --cutouts %s: the metadata of its column %s are damaged (%s); make the table again with stack-cutouts."
              .formatted(path, PIXELS, e.getMessage()),
          e);
    }
  }

  /** True for a table of cutouts from simulated images. */
  public static boolean isSimulated(StructType schema) {
    return hasTensor(schema) && CutoutTensor.isSimulated(schema.apply(PIXELS));
  }

  private static boolean hasTensor(StructType schema) {
    return Arrays.asList(schema.fieldNames()).contains(PIXELS)
        && CutoutTensor.isIn(schema.apply(PIXELS));
  }

  /** The bands, size and images of the cutouts of a table; see {@link #tensorOf}. */
  public static CutoutShape shapeOf(StructType schema, String path) {
    return tensorOf(schema, path).shape();
  }
}
