package allsky.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import nom.tam.fits.HeaderCard;

/**
 * The cards of one FITS header that have a value (FITS Standard 4.0, section 4.1). Of cards with
 * the same keyword the first one counts.
 */
final class FitsCards {

  static final int BLOCK_BYTES = 2880;

  private static final int CARD_BYTES = 80;
  private static final int KEYWORD_BYTES = 8;
  private static final int MOST_BLOCKS = 2000;
  private static final int MOST_WORDS = 60;

  /** FITS Standard 4.0, sections 4.2.3 and 4.2.4. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([EeDd][+-]?\\d+)?");

  private final Map<String, String> cards;
  private final long headerBytes;

  private FitsCards(Map<String, String> cards, long headerBytes) {
    this.cards = cards;
    this.headerBytes = headerBytes;
  }

  static {
    FitsLibrary.configure();
  }

  /**
   * Reads the primary header, with which every FITS file begins.
   *
   * @throws UnreadableImageException where it is something else
   */
  static FitsCards primary(InputStream stream) throws IOException {
    byte[] first = stream.readNBytes(BLOCK_BYTES);
    if (first.length == 0) {
      throw new UnreadableImageException("it is empty");
    }
    if (!startsWith(first, "SIMPLE  =")) {
      throw new UnreadableImageException(
          "it is no FITS file; it begins with: " + firstWords(first));
    }
    return after(first, stream);
  }

  /**
   * Reads a header to the end of the last of its blocks.
   *
   * @param first its first block, which was read already
   * @throws UnreadableImageException where it has no end
   */
  static FitsCards after(byte[] first, InputStream rest) throws IOException {
    Map<String, String> cards = new LinkedHashMap<>();
    byte[] block = first;
    for (long blocks = 1; block.length == BLOCK_BYTES && blocks <= MOST_BLOCKS; blocks++) {
      for (int offset = 0; offset < BLOCK_BYTES; offset += CARD_BYTES) {
        String card = new String(block, offset, CARD_BYTES, StandardCharsets.ISO_8859_1);
        if (card.startsWith("END     ")) {
          return new FitsCards(cards, blocks * BLOCK_BYTES);
        }
        if (card.charAt(KEYWORD_BYTES) == '=') {
          cards.putIfAbsent(card.substring(0, KEYWORD_BYTES).trim(), card);
        }
      }
      block = rest.readNBytes(BLOCK_BYTES);
    }
    throw new UnreadableImageException("its header is cut off");
  }

  /**
   * The cards of the image that a table holds in compressed tiles (FITS Standard 4.0, section
   * 10.1.2): ZBITPIX, ZNAXIS and ZNAXISn in the place of the table's own.
   */
  FitsCards ofTileCompressed() {
    Map<String, String> ofImage = new LinkedHashMap<>(cards);
    cards.forEach(
        (keyword, card) -> {
          if (keyword.matches("Z(BITPIX|NAXIS\\d*)")) {
            String own = keyword.substring(1);
            ofImage.put(own, String.format("%-8s", own) + card.substring(KEYWORD_BYTES));
          }
        });
    return new FitsCards(ofImage, headerBytes);
  }

  static boolean startsWith(byte[] block, String word) {
    return new String(block, StandardCharsets.US_ASCII).startsWith(word);
  }

  private static String firstWords(byte[] block) {
    String text = new String(block, StandardCharsets.US_ASCII);
    String words = text.replaceAll("\\s+", " ").replaceAll("[^ -~]", "?").trim();
    return words.length() <= MOST_WORDS ? words : words.substring(0, MOST_WORDS) + "...";
  }

  /** The keywords in the order of the header. */
  Set<String> keywords() {
    return cards.keySet();
  }

  /** True where there is such a card with a value. */
  boolean has(String keyword) {
    return !text(keyword).isEmpty();
  }

  /** A card's value as text without blanks around it; empty where there is none. */
  String text(String keyword) {
    String card = cards.get(keyword);
    if (card == null) {
      return "";
    }
    try {
      String value = HeaderCard.create(card).getValue();
      return value == null ? "" : value.trim();
    } catch (IllegalArgumentException e) {
      return card.substring(KEYWORD_BYTES + 1).trim();
    }
  }

  /** A card's value; NaN where it is no number, and where there is none. */
  double number(String keyword) {
    String text = text(keyword);
    return NUMBER.matcher(text).matches()
        ? Double.parseDouble(text.toUpperCase(Locale.ROOT).replace('D', 'E'))
        : Double.NaN;
  }

  /**
   * A card's value.
   *
   * @throws UnreadableImageException where there is none, or no whole number of at most 15 digits
   */
  long integer(String keyword) throws UnreadableImageException {
    String text = text(keyword);
    if (text.isEmpty()) {
      throw new UnreadableImageException("its header has no " + keyword + " card");
    }
    if (!text.matches("[+-]?\\d{1,15}")) {
      throw new UnreadableImageException("its " + keyword + " is no size: " + text);
    }
    return Long.parseLong(text);
  }

  /** Bytes of the header, in whole blocks. */
  long headerBytes() {
    return headerBytes;
  }

  /**
   * Bytes of the data that follow the header, without the filling of their last block (FITS
   * Standard 4.0, equation 2).
   */
  long dataBytes() throws UnreadableImageException {
    long axes = integer("NAXIS");
    if (axes == 0) {
      return 0;
    }
    try {
      long elements = 1;
      for (int axis = 1; axis <= axes; axis++) {
        elements = Math.multiplyExact(elements, integer("NAXIS" + axis));
      }
      elements = Math.addExact(elements, has("PCOUNT") ? integer("PCOUNT") : 0);
      elements = Math.multiplyExact(elements, has("GCOUNT") ? integer("GCOUNT") : 1);
      return Math.multiplyExact(elements, Math.abs(integer("BITPIX")) / 8);
    } catch (ArithmeticException e) {
      throw new UnreadableImageException("its header promises more data than a file can hold", e);
    }
  }

  /** As {@link #dataBytes}, filled up to whole blocks. */
  long dataBytesInBlocks() throws UnreadableImageException {
    return (dataBytes() + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
  }
}
