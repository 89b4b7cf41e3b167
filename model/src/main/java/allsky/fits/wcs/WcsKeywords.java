package allsky.fits.wcs;

import allsky.fits.FitsCards;
import allsky.fits.UnreadableImageException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cards of a header's world coordinate system by their standard keywords. The header may spell
 * them differently.
 */
final class WcsKeywords {

  /** Keywords with two numbers: PC1_1, PC01_01 (CASA) and PC001001 (drafts of Paper I). */
  private static final Pattern OF_TWO_AXES =
      Pattern.compile("(PC|CD|PV|PS)(?:(\\d+)_(\\d+)|(\\d{3})(\\d{3}))");

  /** Spellings of one-axis keywords that no standard allows. */
  private static final Pattern PADDED_AXIS =
      Pattern.compile("(CTYPE|CRPIX|CRVAL|CDELT|CROTA|CUNIT)0+\\d+");

  private final FitsCards cards;

  /** Keywords with two numbers, from the standard spelling to the spelling in the header. */
  private final Map<String, String> spelt = new HashMap<>();

  /**
   * @throws UnreadableImageException if a spelling is not known, or two spellings of one card
   *     differ
   */
  WcsKeywords(FitsCards cards) throws UnreadableImageException {
    this.cards = cards;
    find();
  }

  private void find() throws UnreadableImageException {
    for (String keyword : cards.keywords()) {
      if (PADDED_AXIS.matcher(keyword).matches()) {
        throw new UnreadableImageException("its " + keyword + " card has an unknown spelling");
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
          "its cards " + other + " and " + keyword + " differ, but they mean the same");
    }
  }

  /** The keywords with two numbers in the header, in the standard spelling. */
  Set<String> names() {
    return spelt.keySet();
  }

  /** The spelling of a keyword in the header. */
  String inHeader(String standard) {
    return spelt.getOrDefault(standard, standard);
  }

  /** True if the header has the card with a value. */
  boolean has(String standard) {
    return cards.has(inHeader(standard));
  }

  /** The value of a card, or another value if there is none. */
  double number(String standard, double absent) throws UnreadableImageException {
    return has(standard) ? number(standard) : absent;
  }

  /**
   * The value of a card.
   *
   * @param standard its keyword in the standard spelling
   * @throws UnreadableImageException if there is none, or if it is not a finite number
   */
  double number(String standard) throws UnreadableImageException {
    String card = inHeader(standard);
    if (!cards.has(card)) {
      throw new UnreadableImageException("its header has no " + card + " card");
    }
    double value = cards.number(card);
    if (!Double.isFinite(value)) {
      throw new UnreadableImageException("its " + card + " card is not a number");
    }
    return value;
  }
}
