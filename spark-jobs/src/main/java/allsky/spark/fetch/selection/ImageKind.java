package allsky.spark.fetch.selection;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The kind of an Atlas image, which the ending of its file name gives. */
public enum ImageKind {
  /** Intensity. */
  INT("int-3.fits"),
  /** Uncertainty; the archive only has it compressed. */
  UNC("unc-3.fits.gz"),
  /** Depth of coverage; the archive only has it compressed. */
  COV("cov-3.fits.gz");

  private final String ending;

  ImageKind(String ending) {
    this.ending = ending;
  }

  /** The ending of its file names, after the band. */
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
