package allsky.spark.table.cutout;

import allsky.cutout.Cutout;
import allsky.cutout.CutoutShape;
import allsky.cutout.PixelTrim;
import allsky.fits.header.ImageSurvey;
import allsky.spark.columns.Columns;
import allsky.survey.Band;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/**
 * The format of the column {@link CutoutTable#PIXELS}, which its metadata describe.
 *
 * @param shape bands, size and images of the cutouts
 * @param format bytes or an array
 * @param trimmed true if pixels are rounded, see {@link PixelTrim}
 * @param simulated true if at least one of the images is simulated
 */
public record CutoutTensor(
    CutoutShape shape, TensorFormat format, boolean trimmed, boolean simulated)
    implements Serializable {

  private static final String TENSOR = "tensor";
  private static final String BANDS = "bands";
  private static final String SIZE_ARCSEC = "size_arcsec";

  /** Missing in older tables, whose images are from the Atlas. */
  private static final String SURVEY = "imagery";

  /** Missing if the pixels are exact. */
  private static final String TRIM = "trim";

  private static final String TRIM_RULE =
      "multiples of the largest power of two that is no more than an eighth of the smaller one of"
          + " sigma_w? and the band's reference_sigma; exact where sigma_w? is 0";

  /** Missing in older tables, for which it is unknown. */
  private static final String SIMULATED = "simulated";

  /** True for a column with cutouts. */
  static boolean isIn(StructField column) {
    return column.metadata().contains(TENSOR);
  }

  /**
   * Reads the format of a column for which {@link #isIn} is true.
   *
   * @throws IllegalArgumentException if the metadata are damaged
   */
  static CutoutTensor of(StructField column) {
    Metadata tensor = column.metadata().getMetadata(TENSOR);
    List<Band> bands = Arrays.stream(tensor.getStringArray(BANDS)).map(Band::ofName).toList();
    ImageSurvey survey =
        tensor.contains(SURVEY) ? ImageSurvey.ofName(tensor.getString(SURVEY)) : ImageSurvey.ATLAS;
    return new CutoutTensor(
        new CutoutShape(bands, tensor.getDouble(SIZE_ARCSEC), survey),
        TensorFormat.of(column.dataType()),
        tensor.contains(TRIM),
        isSimulated(column));
  }

  /** True if at least one of the images of such a column is simulated. */
  static boolean isSimulated(StructField column) {
    Metadata tensor = column.metadata().getMetadata(TENSOR);
    return tensor.contains(SIMULATED) && tensor.getBoolean(SIMULATED);
  }

  /** The column with its metadata. */
  StructField column() {
    return Columns.column(CutoutTable.PIXELS, format.type(), metadata());
  }

  /** The value of a row. */
  Object stored(Cutout cutout) {
    Cutout kept = trimmed ? PixelTrim.rounded(cutout, shape.bands()) : cutout;
    return format.stored(kept.pixels());
  }

  private Metadata metadata() {
    String images = (simulated ? "SIMULATED " : "") + shape.survey().title() + " images";
    return new MetadataBuilder()
        .putString(
            "comment",
            "Native pixels of " + images + " less the background, at the zero point of the band")
        .putString(Columns.UNIT, "DN")
        .putMetadata(TENSOR, tensor())
        .build();
  }

  private Metadata tensor() {
    List<Band> bands = shape.bands();
    MetadataBuilder tensor =
        new MetadataBuilder()
            .putString("dtype", "<f4")
            .putLongArray("shape", new long[] {bands.size(), shape.window(), shape.window()})
            .putStringArray("dims", new String[] {"band", "y", "x"})
            .putStringArray(BANDS, bands.stream().map(Band::name).toArray(String[]::new))
            .putDouble(SIZE_ARCSEC, shape.sizeArcsec())
            .putString(SURVEY, shape.survey().name())
            .putBoolean(SIMULATED, simulated)
            .putDouble("pixel_arcsec", shape.survey().pixelArcsec())
            .putDoubleArray(
                "vega_zero_points", bands.stream().mapToDouble(Band::magnitudeZeroPoint).toArray());
    return (trimmed ? tensor.putMetadata(TRIM, trim()) : tensor).build();
  }

  private Metadata trim() {
    double[] sigma = shape.bands().stream().mapToDouble(Band::referenceSigmaDn).toArray();
    return new MetadataBuilder()
        .putString("rule", TRIM_RULE)
        .putDoubleArray("reference_sigma", sigma)
        .build();
  }
}
