package allsky.fits.wcs;

import allsky.fits.UnreadableImageException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The linear part of a world coordinate system: CD, or CDELT with PC or CROTA2. "Paper I" is
 * Greisen and Calabretta 2002, A&amp;A 395, 1061; "Paper II" is Calabretta and Greisen 2002,
 * A&amp;A 395, 1077.
 */
final class LinearPart {

  /** Largest relative difference between two notations of the same matrix. */
  private static final double SAME_MATRIX = 1e-6;

  private static final Pattern ENTRY = Pattern.compile("(?:PC|CD)(\\d+)_(\\d+)");

  private final WcsKeywords cards;

  LinearPart(WcsKeywords cards) {
    this.cards = cards;
  }

  /**
   * CD1_1, CD1_2, CD2_1 and CD2_2 in degrees a pixel.
   *
   * @throws UnreadableImageException if a card is missing, or two notations contradict each other
   */
  double[] read() throws UnreadableImageException {
    boolean hasCd = hasMatrix("CD");
    boolean hasPc = hasMatrix("PC");
    refuseMoreAxes();
    if (hasCd && hasPc) {
      throw new UnreadableImageException("it has both CD and PC cards; give only one of them");
    }
    if (hasCd) {
      // If CD is given, CDELT and CROTA are ignored: Paper I, section 2.1.2.
      return matrix("CD", 0);
    }
    double cdelt1 = cards.number("CDELT1");
    double cdelt2 = cards.number("CDELT2");
    double[] turned = turned(cdelt1, cdelt2);
    if (!hasPc) {
      return turned;
    }
    double[] pc = matrix("PC", 1);
    double[] cd = {cdelt1 * pc[0], cdelt1 * pc[1], cdelt2 * pc[2], cdelt2 * pc[3]};
    if (cards.number("CROTA2", 0) != 0 && !isSame(cd, turned)) {
      throw new UnreadableImageException("its PC and CROTA2 cards differ; give one of them");
    }
    return cd;
  }

  /** The matrix of the old CROTA2 (Paper II, section 6.1). CROTA1 must be equal or absent. */
  private double[] turned(double cdelt1, double cdelt2) throws UnreadableImageException {
    double degrees = cards.number("CROTA2", 0);
    double ofFirst = cards.number("CROTA1", 0);
    if (ofFirst != 0 && ofFirst != degrees) {
      throw new UnreadableImageException(
          "its CROTA1 is " + ofFirst + " and its CROTA2 is " + degrees + "; they must be equal");
    }
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    return new double[] {cdelt1 * cos, -cdelt2 * sin, cdelt1 * sin, cdelt2 * cos};
  }

  private static boolean isSame(double[] one, double[] other) {
    double size = Arrays.stream(other).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < one.length; i++) {
      if (!(Math.abs(one[i] - other[i]) <= SAME_MATRIX * size)) {
        return false;
      }
    }
    return true;
  }

  /**
   * A plane of a cube may have cards of removed axes. They must not mix with the first two axes.
   */
  private void refuseMoreAxes() throws UnreadableImageException {
    for (String name : cards.names()) {
      Matcher axes = ENTRY.matcher(name);
      if (axes.matches()
          && isOfImage(axes.group(1)) != isOfImage(axes.group(2))
          && cards.number(name) != 0) {
        throw new UnreadableImageException(
            "its " + cards.inHeader(name) + " couples the image to a third axis; it must be 0");
      }
    }
  }

  private static boolean isOfImage(String axis) {
    return axis.equals("1") || axis.equals("2");
  }

  private boolean hasMatrix(String name) {
    return List.of("1_1", "1_2", "2_1", "2_2").stream().anyMatch(entry -> cards.has(name + entry));
  }

  /** The matrix: the row of the first axis, then the row of the second. */
  private double[] matrix(String name, double diagonal) throws UnreadableImageException {
    return new double[] {
      cards.number(name + "1_1", diagonal),
      cards.number(name + "1_2", 0),
      cards.number(name + "2_1", 0),
      cards.number(name + "2_2", diagonal)
    };
  }
}
