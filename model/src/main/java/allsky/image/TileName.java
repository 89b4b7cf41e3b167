package allsky.image;

import allsky.survey.Band;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of an image file says: {@code 1210p015_ac51-w1-int-3.fits} is W1 of the tile
 * 1210p015_ac51, {@code unwise-1210p015-w1-img-m.fits} is W1 of the tile 1210p015.
 *
 * @param coaddId the name before its band, or the whole name without its ending
 * @param band null where the name has none
 */
public record TileName(String coaddId, Band band) {

  private static final Pattern ENDING = Pattern.compile("(?i)\\.(fits|fit)(\\.gz)?$");
  private static final Pattern UNWISE = Pattern.compile("(?i)^unwise-");
  private static final Pattern BAND = Pattern.compile("(?i)[-_.]?w([1-4])(?![0-9a-z])");

  /** Reads a file's name without its folder. */
  public static TileName of(String fileName) {
    String stem = UNWISE.matcher(ENDING.matcher(fileName).replaceFirst("")).replaceFirst("");
    Matcher band = BAND.matcher(stem);
    if (!band.find()) {
      return new TileName(stem, null);
    }
    String coaddId = band.start() > 0 ? stem.substring(0, band.start()) : stem;
    return new TileName(coaddId, Band.ofNumber(Integer.parseInt(band.group(1))));
  }

  /** True where a file's name, without its folder, is one of unWISE's. */
  static boolean isUnwise(String fileName) {
    return UNWISE.matcher(fileName).find();
  }
}
