package allsky.fits;

import allsky.sky.Moc;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.stream.LongStream;
import nom.tam.fits.BasicHDU;
import nom.tam.fits.BinaryTable;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.fits.Header;
import nom.tam.util.FitsOutputStream;

/**
 * Reads and writes a multi-order coverage map (MOC) as a FITS file: a table with one column of
 * cells (ORDERING = NUNIQ) or, only read, of ranges (ORDERING = RANGE), IVOA MOC 1.1 and 2.0.
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

  /** A file with the cells of a map. */
  public static byte[] toBytes(Moc map) {
    long[] cells = map.toUniq();
    int order =
        LongStream.of(cells)
            .mapToInt(cell -> (61 - Long.numberOfLeadingZeros(cell)) / 2)
            .max()
            .orElse(0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Fits fits = new Fits()) {
      BinaryTable column = new BinaryTable();
      column.addColumn(cells);
      BinaryTableHDU table = BinaryTableHDU.wrap(column);
      table.setColumnName(0, "UNIQ", null);
      Header header = table.getHeader();
      header.addValue("PIXTYPE", "HEALPIX", "HEALPix cells");
      header.addValue("ORDERING", "NUNIQ", "number of a cell plus 4 * 4^order");
      header.addValue("COORDSYS", "C", "ICRS");
      header.addValue("MOCVERS", "2.0", "version of the IVOA recommendation");
      header.addValue("MOCDIM", "SPACE", "a map of the sky");
      header.addValue("MOCORDER", order, "order of the smallest cell (MOC 1.1)");
      header.addValue("MOCORD_S", order, "order of the smallest cell (MOC 2.0)");
      fits.addHDU(table);
      fits.write(new FitsOutputStream(bytes));
    } catch (FitsException | java.io.IOException e) {
      throw new IllegalStateException("Cannot make the FITS file of a MOC", e);
    }
    return bytes.toByteArray();
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
