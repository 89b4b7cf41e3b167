package allsky.spark.catalog.votable;

import allsky.UserError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The rows of BINARY and BINARY2 (section 6). The cells of a row follow each other without padding;
 * the number of values precedes a cell of variable length. In BINARY2 a row begins with one bit for
 * each field, which is set if the cell is null.
 */
final class BinaryRows implements RowSource {

  private static final int COUNT_BYTES = 4;

  private final VoXml xml;
  private final List<VoCells> cells;
  private final boolean hasNullBits;
  private final long promisedRows;
  private final PushbackInputStream bytes;
  private final Object[] values;
  private long rows;

  /**
   * @param xml a reader at the start of STREAM
   */
  BinaryRows(VoXml xml, List<VoCells> cells, VoTable table) {
    this.xml = xml;
    this.cells = cells;
    this.hasNullBits = table.data() == VoTable.Data.BINARY2;
    this.promisedRows = table.promisedRows();
    this.values = new Object[cells.size()];
    this.bytes = opened();
  }

  private PushbackInputStream opened() {
    try {
      InputStream decoded = StreamBytes.decoded(xml);
      return new PushbackInputStream(new BufferedInputStream(decoded, 1 << 16));
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  @Override
  public boolean next() {
    try {
      int first = bytes.read();
      if (first < 0) {
        requireAllRows();
        return false;
      }
      bytes.unread(first);
      readRow();
      rows++;
      return true;
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(e);
    }
  }

  private void requireAllRows() {
    if (promisedRows >= 0 && promisedRows != rows) {
      throw xml.fault(
          "the table is truncated; its header promises %d rows, but it has %d"
              .formatted(promisedRows, rows));
    }
  }

  private void readRow() throws IOException {
    byte[] nulls = hasNullBits ? read((cells.size() + 7) / 8) : new byte[0];
    for (int i = 0; i < values.length; i++) {
      Object value = readCell(cells.get(i));
      values[i] = hasNullBits && VoCells.isSet(nulls, i) ? null : value;
    }
  }

  private Object readCell(VoCells cell) throws IOException {
    VoField field = cell.field();
    int count = field.shape().isVariable() ? count(field) : field.shape().values();
    byte[] stored = read(Math.toIntExact(field.type().bytes(count)));
    return field.type().isComplex() ? null : cell.ofBytes(stored, count);
  }

  private int count(VoField field) throws IOException {
    int count = ByteBuffer.wrap(read(COUNT_BYTES)).getInt();
    if (!field.shape().allows(count)) {
      throw xml.fault(
          "row %d is damaged: its column %s announces %d values"
              .formatted(rows + 1, field.name(), count));
    }
    return count;
  }

  /** Memory is allocated as bytes arrive, so a damaged count cannot exhaust it. */
  private byte[] read(int length) throws IOException {
    byte[] read = bytes.readNBytes(length);
    if (read.length < length) {
      throw xml.fault("the table is truncated in row " + (rows + 1));
    }
    return read;
  }

  private UserError damaged(Exception e) {
    return xml.fault(
        "row %d is damaged: %s"
            .formatted(rows + 1, e.getMessage() == null ? e.toString() : e.getMessage()));
  }

  @Override
  public String fault() {
    return null;
  }

  @Override
  public String text() {
    throw new IllegalStateException("A row of BINARY is never malformed");
  }

  @Override
  public Object value(int field) {
    return values[field];
  }
}
