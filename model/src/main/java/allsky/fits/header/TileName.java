package allsky.fits.header;

import allsky.survey.Band;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tile and the band in the name of an image file: {@code 1210p015_ac51-w1-int-3.fits} is W1 of
 * the tile 1210p015_ac51, {@code unwise-1210p015-w1-img-m.fits} is W1 of the tile 1210p015.
 *
 * <p>The band is the last {@code w1} to {@code w4} between separators, so {@code view1-w2.fits} is
 * W2.
 *
 * @param coaddId the name before the band, or the complete name without its suffix
 * @param band null if the name has no band
 */
public record TileName(String coaddId, Band band) {

  private static final Pattern ENDING = Pattern.compile("(?i)\\.(fits|fit)(\\.(gz|fz))?$");
  private static final Pattern UNWISE = Pattern.compile("(?i)^unwise-");

  /** Maps of Atlas images (ID-w1-unc-3) and of single exposures (ID-w1-msk-1b). */
  private static final Pattern WISE_MAP =
      Pattern.compile("(?i)-w[1-4]-(unc|cov|msk|std)-\\d[a-z]?(?![0-9a-z])");

  /** Maps of unWISE tiles: unwise-ID-w1-invvar-m, unwise-ID-msk. */
  private static final Pattern MAP_OF_TILE =
      Pattern.compile(
          "(?i)(^|[-_])\\d{4}[pm]\\d{3}(_[a-z]{2}\\d{2})?"
              + "-(msk|w[1-4]-(unc|cov|msk|std|invvar|n))(?![0-9a-z])");

  private static final Pattern BAND = Pattern.compile("(?i)(?:^|[-_.])w([1-4])(?![0-9a-z])");

  /** Parses the name of a file, without its folder. */
  public static TileName of(String fileName) {
    String stem = UNWISE.matcher(ENDING.matcher(fileName).replaceFirst("")).replaceFirst("");
    TileName name = new TileName(stem, null);
    for (Matcher band = BAND.matcher(stem); band.find(); ) {
      String coaddId = band.start() > 0 ? stem.substring(0, band.start()) : stem;
      name = new TileName(coaddId, Band.ofNumber(Integer.parseInt(band.group(1))));
    }
    return name;
  }

  /**
   * True if the name of a file, without its folder, is an archive's name for a map of uncertainty,
   * coverage, weight or mask. Parts such as {@code -std-} or {@code -n-} in other names do not
   * count.
   */
  public static boolean isOtherProduct(String fileName) {
    return WISE_MAP.matcher(fileName).find() || MAP_OF_TILE.matcher(fileName).find();
  }

  /** True if the name of a file, without its folder, is a name of the unWISE archive. */
  static boolean isUnwise(String fileName) {
    return UNWISE.matcher(fileName).find();
  }
}
