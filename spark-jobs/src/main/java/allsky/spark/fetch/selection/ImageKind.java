package allsky.spark.fetch.selection;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What an image of the Atlas shows; its name ends accordingly. */
public enum ImageKind {
  /** Intensity. */
  INT("int-3.fits"),
  /** Uncertainty; the archive has it packed only. */
  UNC("unc-3.fits.gz"),
  /** Depth of coverage; the archive has it packed only. */
  COV("cov-3.fits.gz");

  private final String ending;

  ImageKind(String ending) {
    this.ending = ending;
  }

  /** What its file names end in, after the band. */
  String ending() {
    return ending;
  }

  /**
   * Reads a list such as {@code int,unc}.
   *
   * @throws IllegalArgumentException for an unknown name
   */
  public static List<ImageKind> ofNames(String names) {
    return Arrays.stream(names.split(","))
        .map(name -> ImageKind.valueOf(name.trim().toUpperCase(Locale.ROOT)))
        .distinct()
        .toList();
  }
}
