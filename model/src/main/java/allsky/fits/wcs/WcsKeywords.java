package allsky.fits.wcs;

import allsky.fits.FitsCards;
import allsky.fits.UnreadableImageException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cards of a header's world coordinate system by the standard's keywords, whatever the spelling
 * in the header.
 */
final class WcsKeywords {

  /** With two numbers: PC1_1, PC01_01 of CASA, and PC001001 of the drafts of Paper I. */
  private static final Pattern OF_TWO_AXES =
      Pattern.compile("(PC|CD|PV|PS)(?:(\\d+)_(\\d+)|(\\d{3})(\\d{3}))");

  /** Spellings of cards of one axis that no standard has. */
  private static final Pattern PADDED_AXIS =
      Pattern.compile("(CTYPE|CRPIX|CRVAL|CDELT|CROTA|CUNIT)0+\\d+");

  private final FitsCards cards;

  /** Keyword with two axes in the standard's spelling to that in the header. */
  private final Map<String, String> spelt = new HashMap<>();

  /**
   * @throws UnreadableImageException where a spelling is not known, or two of one card differ
   */
  WcsKeywords(FitsCards cards) throws UnreadableImageException {
    this.cards = cards;
    find();
  }

  private void find() throws UnreadableImageException {
    for (String keyword : cards.keywords()) {
      if (PADDED_AXIS.matcher(keyword).matches()) {
        throw new UnreadableImageException("its " + keyword + " card is of no known spelling");
      }
      Matcher ofTwo = OF_TWO_AXES.matcher(keyword);
      if (ofTwo.matches() && cards.has(keyword)) {
        String one = ofTwo.group(2) == null ? ofTwo.group(4) : ofTwo.group(2);
        String two = ofTwo.group(3) == null ? ofTwo.group(5) : ofTwo.group(3);
        add(ofTwo.group(1) + Integer.parseInt(one) + "_" + Integer.parseInt(two), keyword);
      }
    }
  }

  private void add(String standard, String keyword) throws UnreadableImageException {
    String other = spelt.putIfAbsent(standard, keyword);
    if (other != null && cards.number(other) != cards.number(keyword)) {
      throw new UnreadableImageException(
          "its cards " + other + " and " + keyword + " differ; they have one meaning");
    }
  }

  /** The keywords with two numbers that the header has, as the standard spells them. */
  Set<String> names() {
    return spelt.keySet();
  }

  /** A keyword as the header spells it. */
  String inHeader(String standard) {
    return spelt.getOrDefault(standard, standard);
  }

  /** True where the header has the card, with a value. */
  boolean has(String standard) {
    return cards.has(inHeader(standard));
  }

  /** A card's value, or another one where there is none. */
  double number(String standard, double absent) throws UnreadableImageException {
    return has(standard) ? number(standard) : absent;
  }

  /**
   * A card's value.
   *
   * @param standard its keyword as the standard spells it
   * @throws UnreadableImageException where there is none, or no finite number
   */
  double number(String standard) throws UnreadableImageException {
    String card = inHeader(standard);
    if (!cards.has(card)) {
      throw new UnreadableImageException("its header has no " + card + " card");
    }
    double value = cards.number(card);
    if (!Double.isFinite(value)) {
      throw new UnreadableImageException("its " + card + " card is no number");
    }
    return value;
  }
}
