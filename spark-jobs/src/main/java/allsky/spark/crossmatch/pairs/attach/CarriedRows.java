package allsky.spark.crossmatch.pairs.attach;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.Platform;

/** The carried columns of one side, as bytes in Spark's own layout of rows. */
final class CarriedRows implements Serializable {

  private static final long serialVersionUID = 1L;

  private final byte[][] chunks;
  // The chunk in the upper half, the offset in the chunk in the lower half.
  private final long[] places;
  private final int fields;

  /**
   * @param chunks of {@link Packer#bytes}; their rows are numbered in this order
   * @param fields how many columns a row has
   */
  CarriedRows(List<byte[]> chunks, int fields) {
    this.chunks = chunks.toArray(byte[][]::new);
    this.fields = fields;
    this.places = places(this.chunks);
  }

  private static long[] places(byte[][] chunks) {
    int rows = 0;
    for (byte[] chunk : chunks) {
      rows += count(chunk);
    }
    long[] places = new long[rows];
    int row = 0;
    for (int i = 0; i < chunks.length; i++) {
      ByteBuffer values = ByteBuffer.wrap(chunks[i]);
      for (int offset = 0; offset < chunks[i].length; offset += Long.BYTES + size(values, offset)) {
        places[row++] = (long) i << Integer.SIZE | offset;
      }
    }
    return places;
  }

  private static int count(byte[] chunk) {
    ByteBuffer values = ByteBuffer.wrap(chunk);
    int rows = 0;
    for (int offset = 0; offset < chunk.length; offset += Long.BYTES + size(values, offset)) {
      rows++;
    }
    return rows;
  }

  private static int size(ByteBuffer values, int offset) {
    return (int) values.getLong(offset);
  }

  /** How many rows there are. */
  int size() {
    return places.length;
  }

  /** The columns of a row, from 0. */
  UnsafeRow row(int number) {
    byte[] chunk = chunks[(int) (places[number] >>> Integer.SIZE)];
    return at(chunk, (int) places[number], fields);
  }

  /** The row that {@link Packer#add} put at an offset of some bytes. */
  static UnsafeRow at(byte[] bytes, int offset, int fields) {
    UnsafeRow row = new UnsafeRow(fields);
    row.pointTo(
        bytes,
        Platform.BYTE_ARRAY_OFFSET + offset + Long.BYTES,
        size(ByteBuffer.wrap(bytes), offset));
    return row;
  }

  /** Packs the rows of one task: the length of each, then its bytes. */
  static final class Packer {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream values = new DataOutputStream(bytes);

    void add(UnsafeRow row) throws IOException {
      byte[] packed = row.getBytes();
      values.writeLong(packed.length);
      values.write(packed);
    }

    int size() {
      return bytes.size();
    }

    byte[] bytes() {
      return bytes.toByteArray();
    }
  }
}
