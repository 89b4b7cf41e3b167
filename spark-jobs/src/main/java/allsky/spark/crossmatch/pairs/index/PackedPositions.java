package allsky.spark.crossmatch.pairs.index;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import allsky.spark.crossmatch.pairs.PositionCounts;
import allsky.spark.crossmatch.request.Side;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * The rows of one side that may pair, in primitive arrays: 40 bytes a row.
 *
 * @param ids the rows' ids
 * @param ties their order at equal separations
 * @param raDeg right ascensions, degrees
 * @param decDeg declinations, degrees
 * @param keyless the rows without a key
 * @param errorsArcsec positional errors, NaN if unknown; empty if errors do not count
 * @param counts all rows of the side, including rows without a position
 */
public record PackedPositions(
    long[] ids,
    long[] ties,
    double[] raDeg,
    double[] decDeg,
    BitSet keyless,
    double[] errorsArcsec,
    PositionCounts counts)
    implements Serializable {

  private static final int BYTES_PER_ROW = 2 * Long.BYTES + 3 * Double.BYTES + 1;

  /**
   * Collects one side on the driver in packed form. Collecting rows would take ten times the time
   * and memory.
   */
  public static PackedPositions collect(Dataset<Row> rows, Side side, boolean withErrors) {
    Column error = withErrors ? col(side.error()) : lit(null).cast("double");
    List<byte[]> packed =
        rows.select(
                col(side.id()),
                col(side.tie()),
                col(side.ra()),
                col(side.dec()),
                error,
                col(side.moved()),
                col(side.withoutError()),
                col(side.hasKey()))
            .mapPartitions(
                (MapPartitionsFunction<Row, byte[]>) PackedPositions::pack, Encoders.BINARY())
            .collectAsList();
    return unpack(packed, withErrors);
  }

  /** The id of a row. */
  public long id(int row) {
    return ids[row];
  }

  /** The order of a row among rows at equal separations. */
  public long tie(int row) {
    return ties[row];
  }

  /** The positional error of a row, arcsec; NaN if it is not known. */
  double error(int row) {
    return errorsArcsec.length == 0 ? Double.NaN : errorsArcsec[row];
  }

  /** How many rows there are. */
  int size() {
    return ids.length;
  }

  /** Some of the rows, in this order. */
  PackedPositions selected(int[] rows) {
    return new PackedPositions(
        Arrays.stream(rows).mapToLong(this::id).toArray(),
        Arrays.stream(rows).mapToLong(this::tie).toArray(),
        Arrays.stream(rows).mapToDouble(row -> raDeg[row]).toArray(),
        Arrays.stream(rows).mapToDouble(row -> decDeg[row]).toArray(),
        new BitSet(),
        errorsArcsec.length == 0
            ? errorsArcsec
            : Arrays.stream(rows).mapToDouble(this::error).toArray(),
        counts);
  }

  /** Keys that occur in more than one row. */
  public long repeatedKeys() {
    long[] sorted =
        IntStream.range(0, ties.length)
            .filter(row -> !keyless.get(row))
            .mapToLong(row -> ties[row])
            .toArray();
    Arrays.parallelSort(sorted);
    long repeated = 0;
    for (int i = 1; i < sorted.length; i++) {
      boolean isRepeat = sorted[i] == sorted[i - 1];
      boolean isFirstRepeat = isRepeat && (i < 2 || sorted[i - 2] != sorted[i]);
      repeated += isFirstRepeat ? 1 : 0;
    }
    return repeated;
  }

  /** The counts of rows without a position, moved rows and rows without an error come last. */
  private static Iterator<byte[]> pack(Iterator<Row> rows) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream values = new DataOutputStream(bytes);
    long faulty = 0;
    long moved = 0;
    long withoutError = 0;
    while (rows.hasNext()) {
      Row row = rows.next();
      if (row.isNullAt(2) || row.isNullAt(3)) {
        faulty++;
        continue;
      }
      values.writeLong(row.getLong(0));
      values.writeLong(row.getLong(1));
      values.writeDouble(row.getDouble(2));
      values.writeDouble(row.getDouble(3));
      values.writeDouble(row.isNullAt(4) ? Double.NaN : row.getDouble(4));
      values.writeBoolean(row.getBoolean(7));
      moved += row.getBoolean(5) ? 1 : 0;
      withoutError += row.getBoolean(6) ? 1 : 0;
    }
    values.writeLong(faulty);
    values.writeLong(moved);
    values.writeLong(withoutError);
    return List.of(bytes.toByteArray()).iterator();
  }

  private static PackedPositions unpack(List<byte[]> packed, boolean withErrors) {
    int count = packed.stream().mapToInt(bytes -> bytes.length / BYTES_PER_ROW).sum();
    PackedPositions rows =
        new PackedPositions(
            new long[count],
            new long[count],
            new double[count],
            new double[count],
            new BitSet(),
            new double[withErrors ? count : 0],
            new PositionCounts());
    int row = 0;
    for (byte[] bytes : packed) {
      ByteBuffer values = ByteBuffer.wrap(bytes);
      while (values.remaining() >= BYTES_PER_ROW) {
        rows.set(row++, values);
      }
      rows.counts.addFaulty(values.getLong());
      rows.counts.addMoved(values.getLong());
      rows.counts.addWithoutError(values.getLong());
    }
    return rows;
  }

  private void set(int row, ByteBuffer values) {
    ids[row] = values.getLong();
    ties[row] = values.getLong();
    raDeg[row] = values.getDouble();
    decDeg[row] = values.getDouble();
    double error = values.getDouble();
    keyless.set(row, values.get() == 0);
    if (errorsArcsec.length > 0) {
      errorsArcsec[row] = error;
    }
    counts.add(raDeg[row], decDeg[row]);
  }
}
