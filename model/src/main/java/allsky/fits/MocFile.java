package allsky.fits;

import allsky.sky.Moc;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import nom.tam.fits.BasicHDU;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.fits.Header;

/**
 * Reads a multi-order coverage map (MOC) from a FITS file: a table with one column of cells
 * (ORDERING = NUNIQ) or of ranges (ORDERING = RANGE), IVOA MOC 1.1 and 2.0.
 */
public final class MocFile {

  private MocFile() {}

  /**
   * Reads a complete file.
   *
   * @throws UnreadableImageException if it is no such map, or none of the sky in ICRS
   */
  public static Moc read(byte[] file) throws UnreadableImageException {
    FitsLibrary.configure();
    try (Fits fits = new Fits(new ByteArrayInputStream(file))) {
      for (BasicHDU<?> hdu = fits.readHDU(); hdu != null; hdu = fits.readHDU()) {
        if (hdu instanceof BinaryTableHDU table) {
          return map(table);
        }
      }
    } catch (FitsException | java.io.IOException | IllegalArgumentException e) {
      throw new UnreadableImageException(e.getMessage(), e);
    }
    throw new UnreadableImageException("it has no table");
  }

  private static Moc map(BinaryTableHDU table) throws FitsException, UnreadableImageException {
    Header header = table.getHeader();
    String dimension = text(header, "MOCDIM", "SPACE");
    if (!dimension.equals("SPACE")) {
      throw new UnreadableImageException("it is a map of " + dimension + ", not of the sky only");
    }
    String frame = text(header, "COORDSYS", "C");
    if (!frame.equals("C")) {
      throw new UnreadableImageException("COORDSYS is " + frame + ", not C (equatorial, ICRS)");
    }
    String ordering = text(header, "ORDERING", "");
    long[] numbers = table.getNRows() == 0 ? new long[0] : numbers(table.getColumn(0));
    return switch (ordering) {
      case "NUNIQ" -> Moc.ofUniq(numbers);
      case "RANGE" -> Moc.ofRanges(numbers);
      default ->
          throw new UnreadableImageException(
              "ORDERING is " + ordering + ", not NUNIQ or RANGE, so it is no MOC");
    };
  }

  private static String text(Header header, String keyword, String absent) {
    String value = header.getStringValue(keyword);
    return value == null ? absent : value.strip();
  }

  private static long[] numbers(Object column) throws UnreadableImageException {
    if (column instanceof long[] longs) {
      return longs;
    }
    if (column instanceof int[] ints) {
      return Arrays.stream(ints).asLongStream().toArray();
    }
    if (column instanceof long[][] rows) {
      return Arrays.stream(rows).flatMapToLong(Arrays::stream).toArray();
    }
    if (column instanceof int[][] rows) {
      return Arrays.stream(rows).flatMapToInt(Arrays::stream).asLongStream().toArray();
    }
    throw new UnreadableImageException("its first column has no 32-bit or 64-bit integers");
  }
}
