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
 * The cards with a value of one FITS header (FITS Standard 4.0, section 4.1). If a keyword occurs
 * more than once, the first card counts.
 */
public final class FitsCards {

  /** Bytes of a block; headers and data are padded to blocks (FITS Standard 4.0, section 3.1). */
  public static final int BLOCK_BYTES = 2880;

  private static final int CARD_BYTES = 80;
  private static final int KEYWORD_BYTES = 8;
  private static final int MAX_BLOCKS = 2000;
  private static final int MAX_WORDS = 60;

  private static final String CONTINUE = "CONTINUE";

  /** FITS Standard 4.0, sections 4.2.3 and 4.2.4. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([EeDd][+-]?\\d+)?");

  private final Map<String, String> cards;

  /**
   * The text that CONTINUE cards add to the value of a keyword (FITS Standard 4.0, section
   * 4.2.1.2).
   */
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
   * Reads the primary header, the first header of a FITS file.
   *
   * @throws UnreadableImageException if the file does not begin with a primary header
   */
  public static FitsCards primary(InputStream stream) throws IOException {
    byte[] first = stream.readNBytes(BLOCK_BYTES);
    if (first.length == 0) {
      throw new UnreadableImageException("it is empty");
    }
    if (!startsWith(first, "SIMPLE  =")) {
      throw new UnreadableImageException(
          "it is not a FITS file; it begins with: " + firstWords(first));
    }
    return after(first, stream);
  }

  /**
   * Reads a header to the end of its last block.
   *
   * @param first its first block, which the caller has read
   * @throws UnreadableImageException if there is no END card
   */
  public static FitsCards after(byte[] first, InputStream rest) throws IOException {
    Map<String, String> cards = new LinkedHashMap<>();
    Map<String, String> continued = new HashMap<>();
    String keyword = "";
    byte[] block = first;
    for (long blocks = 1; block.length == BLOCK_BYTES && blocks <= MAX_BLOCKS; blocks++) {
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
    throw new UnreadableImageException("its header is truncated");
  }

  /**
   * Reads the header of the next extension.
   *
   * @return empty at the end of the file, or if no extension follows
   */
  public static Optional<FitsCards> extension(InputStream stream) throws IOException {
    byte[] first = stream.readNBytes(BLOCK_BYTES);
    return startsWith(first, "XTENSION") ? Optional.of(after(first, stream)) : Optional.empty();
  }

  private static String continuation(String card) {
    return value("LONGTEXT= " + card.substring(KEYWORD_BYTES + 2));
  }

  /** A text that continues in the next card ends with an ampersand. */
  private static String joined(String text, String next) {
    return text.endsWith("&") ? text.substring(0, text.length() - 1) + next : text;
  }

  /**
   * The header of the image in a table of compressed tiles (FITS Standard 4.0, section 10.1.2): the
   * values of ZBITPIX, ZNAXIS and ZNAXISn replace those of BITPIX, NAXIS and NAXISn.
   *
   * @throws UnreadableImageException if ZBITPIX, ZNAXIS, ZNAXIS1 or ZNAXIS2 is missing
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
    return words.length() <= MAX_WORDS ? words : words.substring(0, MAX_WORDS) + "...";
  }

  /** The keywords in the order of the header. */
  public Set<String> keywords() {
    return cards.keySet();
  }

  /** True if the header has such a card with a value. */
  public boolean has(String keyword) {
    return !text(keyword).isEmpty();
  }

  /** The value of a card as text, without blanks around it; empty if there is none. */
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

  /** The value of a card; NaN if there is none, or if it is not a number. */
  public double number(String keyword) {
    String text = text(keyword);
    return NUMBER.matcher(text).matches()
        ? Double.parseDouble(text.toUpperCase(Locale.ROOT).replace('D', 'E'))
        : Double.NaN;
  }

  /**
   * The value of a card.
   *
   * @throws UnreadableImageException if there is none, or if it is not an integer of at most 15
   *     digits
   */
  public long integer(String keyword) throws UnreadableImageException {
    String text = text(keyword);
    if (text.isEmpty()) {
      throw new UnreadableImageException("its header has no " + keyword + " card");
    }
    if (!text.matches("[+-]?\\d{1,15}")) {
      throw new UnreadableImageException("its " + keyword + " is not a valid integer: " + text);
    }
    return Long.parseLong(text);
  }

  /**
   * The value of a card.
   *
   * @param absent the result if there is no such card
   * @throws UnreadableImageException as {@link #integer(String)}
   */
  public long integer(String keyword, long absent) throws UnreadableImageException {
    return has(keyword) ? integer(keyword) : absent;
  }

  /**
   * The value of a card that is a count.
   *
   * @throws UnreadableImageException as {@link #integer(String)}, and if it is negative
   */
  public long size(String keyword) throws UnreadableImageException {
    long size = integer(keyword);
    if (size < 0) {
      throw new UnreadableImageException("its " + keyword + " is negative: " + size);
    }
    return size;
  }

  /** Bytes of the header, including the padding of its last block. */
  public long headerBytes() {
    return headerBytes;
  }

  /**
   * Bytes of the data after the header, without the padding of the last block (FITS Standard 4.0,
   * equations 2 and 4).
   *
   * @throws UnreadableImageException if a size is negative, or larger than any file
   */
  public long dataBytes() throws UnreadableImageException {
    return FitsDataSize.bytes(this);
  }

  /** As {@link #dataBytes}, with the padding of the last block. */
  public long dataBytesInBlocks() throws UnreadableImageException {
    return (dataBytes() + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
  }

  /**
   * BITPIX, the bits of a number, negative for floats (FITS Standard 4.0, table 8).
   *
   * @throws UnreadableImageException if it is not one of the six values of the standard
   */
  public int bitpix() throws UnreadableImageException {
    return FitsDataSize.bitpix(this);
  }
}
