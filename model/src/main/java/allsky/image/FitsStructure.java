package allsky.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Whether a FITS file is whole: as long as its own headers say (FITS Standard 4.0, sections 3.3 and
 * 4.4.1). No pixel is looked at; what is packed by gzip is unpacked, which checks its sum too.
 */
public final class FitsStructure {

  private static final int BLOCK_BYTES = 2880;
  private static final int CARD_BYTES = 80;
  private static final int MOST_WORDS = 60;

  /** The cards that say how long the data are. */
  private static final Pattern SIZE_CARD =
      Pattern.compile("(BITPIX|NAXIS\\d*|PCOUNT|GCOUNT) *= *(-?\\d{1,18}) *(/.*)?");

  private FitsStructure() {}

  /**
   * Reads a file, plain or gzip, from its start to its end.
   *
   * @param bytes the file's length
   * @throws UnreadableImageException where it is no FITS file, cut off or too long
   */
  public static void check(InputStream stream, long bytes) throws IOException {
    PushbackInputStream start = new PushbackInputStream(stream, 2);
    byte[] magic = start.readNBytes(2);
    start.unread(magic);
    if (magic.length < 2 || magic[0] != 0x1f || magic[1] != (byte) 0x8b) {
      checkPlain(start, bytes);
      return;
    }
    try {
      checkPlain(new GZIPInputStream(start, 1 << 16), Long.MAX_VALUE);
    } catch (EOFException | ZipException e) {
      throw new UnreadableImageException(
          "it is cut off or no gzip file (" + TileHeader.reason(e) + ")", e);
    }
  }

  private static void checkPlain(InputStream stream, long bytes) throws IOException {
    byte[] block = stream.readNBytes(BLOCK_BYTES);
    requireFits(block);
    long needed = 0;
    while (block.length > 0) {
      if (needed > 0 && !startsWith(block, "XTENSION")) {
        throw new UnreadableImageException(
            "it goes on after the " + needed + " bytes that its header says");
      }
      Extent extent = extent(block, stream);
      needed += extent.headerBytes() + extent.dataBytes();
      if (needed > bytes) {
        throw new UnreadableImageException("it is cut off: " + bytes + " of " + needed + " bytes");
      }
      stream.skipNBytes(extent.dataBytes());
      block = stream.readNBytes(BLOCK_BYTES);
    }
  }

  private static void requireFits(byte[] block) throws UnreadableImageException {
    if (block.length == 0) {
      throw new UnreadableImageException("it is empty");
    }
    if (!startsWith(block, "SIMPLE  =")) {
      throw new UnreadableImageException(
          "it is no FITS file; it begins with: " + firstWords(block));
    }
  }

  private static String firstWords(byte[] block) {
    String text = new String(block, StandardCharsets.US_ASCII);
    String words = text.replaceAll("\\s+", " ").replaceAll("[^ -~]", "?").trim();
    return words.length() <= MOST_WORDS ? words : words.substring(0, MOST_WORDS) + "...";
  }

  private static boolean startsWith(byte[] block, String word) {
    return new String(block, StandardCharsets.US_ASCII).startsWith(word);
  }

  /** The lengths of a header and its data, in whole blocks. */
  private record Extent(long headerBytes, long dataBytes) {}

  private static Extent extent(byte[] first, InputStream rest) throws IOException {
    Map<String, Long> sizes = new HashMap<>();
    long headerBytes = 0;
    for (byte[] block = first; block.length == BLOCK_BYTES; block = rest.readNBytes(BLOCK_BYTES)) {
      headerBytes += BLOCK_BYTES;
      for (int offset = 0; offset < BLOCK_BYTES; offset += CARD_BYTES) {
        String card = new String(block, offset, CARD_BYTES, StandardCharsets.US_ASCII);
        if (card.startsWith("END     ")) {
          return new Extent(headerBytes, dataBytes(sizes));
        }
        Matcher size = SIZE_CARD.matcher(card);
        if (size.matches()) {
          sizes.putIfAbsent(size.group(1), Long.parseLong(size.group(2)));
        }
      }
    }
    throw new UnreadableImageException("its header is cut off");
  }

  /** FITS Standard 4.0, equation 2, filled up to whole blocks. */
  private static long dataBytes(Map<String, Long> sizes) throws UnreadableImageException {
    long axes = size(sizes, "NAXIS");
    if (axes == 0) {
      return 0;
    }
    try {
      long elements = 1;
      for (int axis = 1; axis <= axes; axis++) {
        elements = Math.multiplyExact(elements, size(sizes, "NAXIS" + axis));
      }
      elements = Math.addExact(elements, sizes.getOrDefault("PCOUNT", 0L));
      elements = Math.multiplyExact(elements, sizes.getOrDefault("GCOUNT", 1L));
      long bytes = Math.multiplyExact(elements, Math.abs(size(sizes, "BITPIX")) / 8);
      return Math.addExact(bytes, BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
    } catch (ArithmeticException e) {
      throw new UnreadableImageException("its header promises more data than a file can hold", e);
    }
  }

  private static long size(Map<String, Long> sizes, String card) throws UnreadableImageException {
    Long size = sizes.get(card);
    if (size == null) {
      throw new UnreadableImageException("its header has no " + card + " card");
    }
    return size;
  }
}
