package allsky.spark.cli.options;

import allsky.UserError;
import allsky.cutout.CutoutShape;
import allsky.spark.table.cutout.TensorFormat;
import allsky.survey.Band;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that set the bands, the size and the format of cutouts. */
@Heading.Under(Heading.CUTOUTS)
public final class CutoutOptions {

  @Option(
      names = "--bands",
      defaultValue = "W1,W2,W3",
      paramLabel = "LIST",
      description =
          "Bands of the cutouts, such as W1,W2,W3 or W1W2W3, in the order of the tensor channels.")
  private String bands;

  @Option(
      names = "--size-arcsec",
      defaultValue = "50",
      paramLabel = "ARCSEC",
      description = "Side of a cutout in arcsec, 10 to 600.")
  private double sizeArcsec;

  @Option(
      names = "--tensor-format",
      defaultValue = "binary",
      paramLabel = "FORMAT",
      description =
          "How pixels are stored: binary or array. binary: little-endian "
              + "float32 bytes. array: a Parquet list of floats.")
  public TensorFormat format;

  @Option(
      names = "--trim",
      description =
          "Round pixel values to a step of 1/16 to 1/8 of the noise, so that the table "
              + "becomes smaller.")
  public boolean trim;

  /** The cutouts that are asked for, as of Atlas images. */
  public CutoutShape shape() {
    List<Band> named = OptionCheck.bands("--bands", bands);
    try {
      return new CutoutShape(named, sizeArcsec);
    } catch (IllegalArgumentException e) {
      throw new UserError("Invalid --size-arcsec " + sizeArcsec + ": " + e.getMessage(), e);
    }
  }
}
