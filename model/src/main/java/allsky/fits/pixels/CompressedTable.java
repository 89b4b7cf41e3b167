package allsky.fits.pixels;

import allsky.fits.FitsCards;
import allsky.fits.FitsForm;
import allsky.fits.UnreadableImageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The table of a compressed image, with one tile in each row, and its heap. */
final class CompressedTable {

  /** The format of a column and the offset of its cell in a row, in bytes. */
  private record Column(FitsForm form, int offset) {}

  private final Map<String, Column> columns;
  private final int rowBytes;
  private final int heap;
  private final ByteBuffer data;

  private CompressedTable(Map<String, Column> columns, int rowBytes, int heap, ByteBuffer data) {
    this.columns = columns;
    this.rowBytes = rowBytes;
    this.heap = heap;
    this.data = data;
  }

  /**
   * Reads the table and its heap.
   *
   * @param stored the header of the table
   * @throws UnreadableImageException if it is truncated or its sizes are impossible
   */
  static CompressedTable read(FitsCards stored, InputStream bytes) throws IOException {
    long length = stored.dataBytes();
    long rowBytes = stored.size("NAXIS1");
    Map<String, Column> columns = columns(stored, rowBytes);
    long table = Math.multiplyExact(rowBytes, stored.size("NAXIS2"));
    long heap = stored.integer("THEAP", table);
    if (heap < table || heap > length) {
      throw new UnreadableImageException("its THEAP is " + heap + ", outside of its data");
    }
    // This allocates no more memory than the file has bytes.
    byte[] data = bytes.readNBytes(Math.toIntExact(length));
    if (data.length < length) {
      throw new UnreadableImageException(
          "it is truncated: " + data.length + " of " + length + " bytes of its tiles");
    }
    return new CompressedTable(columns, (int) rowBytes, (int) heap, ByteBuffer.wrap(data));
  }

  private static Map<String, Column> columns(FitsCards stored, long rowBytes)
      throws UnreadableImageException {
    Map<String, Column> columns = new HashMap<>();
    long offset = 0;
    for (int i = 1; i <= FitsForm.count(stored); i++) {
      FitsForm form = FitsForm.of(stored, i);
      long end = offset + form.bytes();
      if (end > rowBytes) {
        throw new UnreadableImageException(
            "its columns up to "
                + form.name()
                + " take more than the "
                + rowBytes
                + " bytes of its rows");
      }
      columns.putIfAbsent(form.name().toUpperCase(Locale.ROOT), new Column(form, (int) offset));
      offset = end;
    }
    return columns;
  }

  boolean has(String column) {
    return columns.containsKey(column);
  }

  /**
   * The number in a cell.
   *
   * @param row from 0
   */
  double number(String name, int row) throws UnreadableImageException {
    Column column = columns.get(name);
    int at = row * rowBytes + column.offset();
    return switch (column.form().code()) {
      case 'B' -> Byte.toUnsignedInt(data.get(at));
      case 'I' -> data.getShort(at);
      case 'J' -> data.getInt(at);
      case 'K' -> data.getLong(at);
      case 'E' -> data.getFloat(at);
      case 'D' -> data.getDouble(at);
      default ->
          throw new UnreadableImageException(
              "its column " + name + " has the unsupported format " + column.form().text());
    };
  }

  /**
   * The bytes of an array in the heap; empty if the cell has no array.
   *
   * @param row counted from 0
   * @throws UnreadableImageException if the array is not within the heap
   */
  Optional<byte[]> array(String name, int row) throws UnreadableImageException {
    Column column = columns.get(name);
    if (column == null) {
      return Optional.empty();
    }
    int at = row * rowBytes + column.offset();
    boolean isLong = column.form().code() == 'Q';
    if (!isLong && column.form().code() != 'P') {
      throw new UnreadableImageException(
          "its column " + name + " has the unsupported format " + column.form().text());
    }
    long count = isLong ? data.getLong(at) : data.getInt(at);
    long from = isLong ? data.getLong(at + 8) : data.getInt(at + 4);
    long room = (long) data.capacity() - heap;
    long width = widthOfElement(column.form());
    if (count < 0 || from < 0 || from > room || count > (room - from) / width) {
      throw new UnreadableImageException(
          "its tile " + (row + 1) + " is outside its heap of " + room + " bytes");
    }
    if (count == 0) {
      return Optional.empty();
    }
    byte[] array = new byte[(int) (count * width)];
    data.get((int) (heap + from), array);
    return Optional.of(array);
  }

  /** Bytes of an element of an array, from the letter after P or Q. */
  private static int widthOfElement(FitsForm form) throws UnreadableImageException {
    String convention = form.convention().strip();
    int width = convention.isEmpty() ? 0 : FitsForm.width(convention.charAt(0));
    if (width == 0) {
      throw new UnreadableImageException(
          "its column " + form.name() + " has the unsupported format " + form.text());
    }
    return width;
  }
}
