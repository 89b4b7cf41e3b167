package allsky.fits;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import nom.tam.fits.HeaderCard;

/**
 * The cards of one FITS header that have a value (FITS Standard 4.0, section 4.1). Of cards with
 * the same keyword the first one counts.
 */
public final class FitsCards {

  /** Bytes of a block; headers and data fill blocks (FITS Standard 4.0, section 3.1). */
  public static final int BLOCK_BYTES = 2880;

  private static final int CARD_BYTES = 80;
  private static final int KEYWORD_BYTES = 8;
  private static final int MOST_BLOCKS = 2000;
  private static final int MOST_WORDS = 60;

  /** FITS Standard 4.0, section 4.4.1.1. */
  private static final int MOST_AXES = 999;

  /** More than any file holds; sums of a few such sizes are still whole numbers of 64 bits. */
  private static final long MOST_DATA_BYTES = Long.MAX_VALUE / 8;

  private static final String CONTINUE = "CONTINUE";

  /** FITS Standard 4.0, table 8. */
  private static final Set<Long> BITPIX = Set.of(8L, 16L, 32L, 64L, -32L, -64L);

  /** FITS Standard 4.0, sections 4.2.3 and 4.2.4. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([EeDd][+-]?\\d+)?");

  private final Map<String, String> cards;

  /** The text that CONTINUE cards add to a keyword's (FITS Standard 4.0, section 4.2.1.2). */
  private final Map<String, String> continued;

  private final long headerBytes;

  private FitsCards(Map<String, String> cards, Map<String, String> continued, long headerBytes) {
    this.cards = cards;
    this.continued = continued;
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
  public static FitsCards primary(InputStream stream) throws IOException {
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
  public static FitsCards after(byte[] first, InputStream rest) throws IOException {
    Map<String, String> cards = new LinkedHashMap<>();
    Map<String, String> continued = new HashMap<>();
    String keyword = "";
    byte[] block = first;
    for (long blocks = 1; block.length == BLOCK_BYTES && blocks <= MOST_BLOCKS; blocks++) {
      for (int offset = 0; offset < BLOCK_BYTES; offset += CARD_BYTES) {
        String card = new String(block, offset, CARD_BYTES, StandardCharsets.ISO_8859_1);
        if (card.startsWith("END     ")) {
          return new FitsCards(cards, continued, blocks * BLOCK_BYTES);
        }
        if (card.startsWith(CONTINUE + " ")) {
          continued.merge(keyword, continuation(card), FitsCards::joined);
        } else if (card.charAt(KEYWORD_BYTES) == '=') {
          String next = card.substring(0, KEYWORD_BYTES).trim();
          keyword = cards.putIfAbsent(next, card) == null ? next : "";
        }
      }
      block = rest.readNBytes(BLOCK_BYTES);
    }
    throw new UnreadableImageException("its header is cut off");
  }

  /**
   * Reads the header of the next extension.
   *
   * @return empty at the end of the file, and where something else than an extension follows
   */
  public static Optional<FitsCards> extension(InputStream stream) throws IOException {
    byte[] first = stream.readNBytes(BLOCK_BYTES);
    return startsWith(first, "XTENSION") ? Optional.of(after(first, stream)) : Optional.empty();
  }

  private static String continuation(String card) {
    return value("LONGTEXT= " + card.substring(KEYWORD_BYTES + 2));
  }

  /** A text that goes on in the next card ends in an ampersand. */
  private static String joined(String text, String next) {
    return text.endsWith("&") ? text.substring(0, text.length() - 1) + next : text;
  }

  /**
   * The cards of the image that a table holds in compressed tiles (FITS Standard 4.0, section
   * 10.1.2): ZBITPIX, ZNAXIS and ZNAXISn in the place of the table's own.
   *
   * @throws UnreadableImageException where ZBITPIX, ZNAXIS or a ZNAXISn of two is missing
   */
  public FitsCards ofTileCompressed() throws UnreadableImageException {
    for (String needed : List.of("ZBITPIX", "ZNAXIS", "ZNAXIS1", "ZNAXIS2")) {
      integer(needed);
    }
    Map<String, String> ofImage = new LinkedHashMap<>(cards);
    ofImage.keySet().removeIf(keyword -> keyword.matches("BITPIX|NAXIS\\d*"));
    cards.forEach(
        (keyword, card) -> {
          if (keyword.matches("Z(BITPIX|NAXIS\\d*)")) {
            String own = keyword.substring(1);
            ofImage.put(own, String.format("%-8s", own) + card.substring(KEYWORD_BYTES));
          }
        });
    return new FitsCards(ofImage, continued, headerBytes);
  }

  public static boolean startsWith(byte[] block, String word) {
    return new String(block, StandardCharsets.US_ASCII).startsWith(word);
  }

  private static String firstWords(byte[] block) {
    String text = new String(block, StandardCharsets.US_ASCII);
    String words = text.replaceAll("\\s+", " ").replaceAll("[^ -~]", "?").trim();
    return words.length() <= MOST_WORDS ? words : words.substring(0, MOST_WORDS) + "...";
  }

  /** The keywords in the order of the header. */
  public Set<String> keywords() {
    return cards.keySet();
  }

  /** True where there is such a card with a value. */
  public boolean has(String keyword) {
    return !text(keyword).isEmpty();
  }

  /** A card's value as text without blanks around it; empty where there is none. */
  public String text(String keyword) {
    String card = cards.get(keyword);
    if (card == null) {
      return "";
    }
    String value = value(card);
    return continued.containsKey(keyword) ? joined(value, continued.get(keyword)) : value;
  }

  private static String value(String card) {
    try {
      String value = HeaderCard.create(card).getValue();
      return value == null ? "" : value.trim();
    } catch (RuntimeException e) {
      return card.substring(KEYWORD_BYTES + 1).trim();
    }
  }

  /** A card's value; NaN where it is no number, and where there is none. */
  public double number(String keyword) {
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
  public long integer(String keyword) throws UnreadableImageException {
    String text = text(keyword);
    if (text.isEmpty()) {
      throw new UnreadableImageException("its header has no " + keyword + " card");
    }
    if (!text.matches("[+-]?\\d{1,15}")) {
      throw new UnreadableImageException("its " + keyword + " is no size: " + text);
    }
    return Long.parseLong(text);
  }

  /**
   * A card's value.
   *
   * @param absent what it is where there is no such card
   * @throws UnreadableImageException as {@link #integer(String)}
   */
  public long integer(String keyword, long absent) throws UnreadableImageException {
    return has(keyword) ? integer(keyword) : absent;
  }

  /**
   * A card's value that counts something.
   *
   * @throws UnreadableImageException as {@link #integer(String)}, and where it is negative
   */
  public long size(String keyword) throws UnreadableImageException {
    long size = integer(keyword);
    if (size < 0) {
      throw new UnreadableImageException("its " + keyword + " is negative: " + size);
    }
    return size;
  }

  /** Bytes of the header, in whole blocks. */
  public long headerBytes() {
    return headerBytes;
  }

  /**
   * Bytes of the data that follow the header, without the filling of their last block (FITS
   * Standard 4.0, equations 2 and 4).
   *
   * @throws UnreadableImageException where a size is negative, or more than a file can hold
   */
  public long dataBytes() throws UnreadableImageException {
    long axes = size("NAXIS");
    if (axes == 0) {
      return 0;
    }
    if (axes > MOST_AXES) {
      throw new UnreadableImageException("its NAXIS is " + axes + "; at most 999 are allowed");
    }
    try {
      long elements = Math.addExact(elements((int) axes), has("PCOUNT") ? size("PCOUNT") : 0);
      elements = Math.multiplyExact(elements, has("GCOUNT") ? size("GCOUNT") : 1);
      return requirePossible(Math.multiplyExact(elements, Math.abs(bitpix()) / 8));
    } catch (ArithmeticException e) {
      throw tooLong(e);
    }
  }

  /** Random groups have a first axis of 0 that is none (FITS Standard 4.0, section 6.1.1). */
  private long elements(int axes) throws UnreadableImageException {
    boolean groups = text("GROUPS").equals("T") && size("NAXIS1") == 0;
    long elements = 1;
    for (int axis = groups ? 2 : 1; axis <= axes; axis++) {
      elements = Math.multiplyExact(elements, size("NAXIS" + axis));
    }
    return elements;
  }

  /**
   * BITPIX: bits of a number, negative where it is a float (FITS Standard 4.0, table 8).
   *
   * @throws UnreadableImageException where it is none of the standard's
   */
  public int bitpix() throws UnreadableImageException {
    long bitpix = integer("BITPIX");
    if (!BITPIX.contains(bitpix)) {
      throw new UnreadableImageException("its BITPIX is " + bitpix + ", which is none");
    }
    return (int) bitpix;
  }

  private static long requirePossible(long bytes) throws UnreadableImageException {
    if (bytes > MOST_DATA_BYTES) {
      throw tooLong(null);
    }
    return bytes;
  }

  private static UnreadableImageException tooLong(ArithmeticException e) {
    return new UnreadableImageException("its header promises more data than a file can hold", e);
  }

  /** As {@link #dataBytes}, filled up to whole blocks. */
  public long dataBytesInBlocks() throws UnreadableImageException {
    return (dataBytes() + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
  }
}
