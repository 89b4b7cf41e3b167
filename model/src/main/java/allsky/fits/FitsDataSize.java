package allsky.fits;

import java.util.Set;

/** The length of the data after a FITS header (FITS Standard 4.0, section 4.4.1). */
final class FitsDataSize {

  /** FITS Standard 4.0, section 4.4.1.1. */
  private static final int MAX_AXES = 999;

  /** Larger than any file; sums of a few such sizes still fit in 64 bits. */
  private static final long MAX_DATA_BYTES = Long.MAX_VALUE / 8;

  /** FITS Standard 4.0, table 8. */
  private static final Set<Long> BITPIX = Set.of(8L, 16L, 32L, 64L, -32L, -64L);

  private FitsDataSize() {}

  /** See {@link FitsCards#dataBytes}. */
  static long bytes(FitsCards header) throws UnreadableImageException {
    long axes = header.size("NAXIS");
    if (axes == 0) {
      return 0;
    }
    if (axes > MAX_AXES) {
      throw new UnreadableImageException("its NAXIS is " + axes + "; at most 999 are allowed");
    }
    try {
      long elements = Math.addExact(elements(header, (int) axes), optional(header, "PCOUNT", 0));
      elements = Math.multiplyExact(elements, optional(header, "GCOUNT", 1));
      return requirePossible(Math.multiplyExact(elements, Math.abs(bitpix(header)) / 8));
    } catch (ArithmeticException e) {
      throw tooLong(e);
    }
  }

  private static long optional(FitsCards header, String keyword, long absent)
      throws UnreadableImageException {
    return header.has(keyword) ? header.size(keyword) : absent;
  }

  /**
   * The number of elements. For random groups NAXIS1 is 0 and does not count (FITS Standard 4.0,
   * section 6.1.1).
   */
  private static long elements(FitsCards header, int axes) throws UnreadableImageException {
    boolean groups = header.text("GROUPS").equals("T") && header.size("NAXIS1") == 0;
    long elements = 1;
    for (int axis = groups ? 2 : 1; axis <= axes; axis++) {
      elements = Math.multiplyExact(elements, header.size("NAXIS" + axis));
    }
    return elements;
  }

  /** See {@link FitsCards#bitpix}. */
  static int bitpix(FitsCards header) throws UnreadableImageException {
    long bitpix = header.integer("BITPIX");
    if (!BITPIX.contains(bitpix)) {
      throw new UnreadableImageException(
          "its BITPIX is " + bitpix + "; allowed are 8, 16, 32, 64, -32 and -64");
    }
    return (int) bitpix;
  }

  private static long requirePossible(long bytes) throws UnreadableImageException {
    if (bytes > MAX_DATA_BYTES) {
      throw tooLong(null);
    }
    return bytes;
  }

  private static UnreadableImageException tooLong(ArithmeticException e) {
    return new UnreadableImageException("its header declares more data than a file can hold", e);
  }
}
