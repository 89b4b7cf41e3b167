package allsky.spark.cli.options;

import allsky.UserError;
import allsky.cutout.CutoutShape;
import allsky.spark.table.TensorFormat;
import allsky.survey.Band;
import picocli.CommandLine.Option;

/** The options that say what a cutout is. */
public final class CutoutOptions {

  @Option(
      names = "--bands",
      defaultValue = "W1,W2,W3",
      paramLabel = "LIST",
      description = "Bands of the cutouts, in the order of the tensor's channels.")
  private String bands;

  @Option(
      names = "--size-arcsec",
      defaultValue = "50",
      paramLabel = "ARCSEC",
      description = "Side of the cutouts on the sky, 10 to 600.")
  private double sizeArcsec;

  @Option(
      names = "--tensor-format",
      defaultValue = "binary",
      paramLabel = "FORMAT",
      description =
          "Pixels as little-endian float32 bytes or as an array: ${COMPLETION-CANDIDATES}.")
  public TensorFormat format;

  @Option(
      names = "--trim",
      description =
          "Round pixels to steps of a sixteenth to an eighth of their noise, which takes less room.")
  public boolean trim;

  /** The cutouts that are asked for, as of Atlas images. */
  public CutoutShape shape() {
    try {
      return new CutoutShape(Band.ofNames(bands), sizeArcsec);
    } catch (IllegalArgumentException e) {
      throw new UserError(
          "Invalid --bands " + bands + " or --size-arcsec " + sizeArcsec + ": " + e.getMessage(),
          e);
    }
  }
}
