package allsky.spark.crossmatch.pairs.index;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import allsky.spark.crossmatch.pairs.PositionCounts;
import allsky.spark.crossmatch.request.ComparedRow;
import allsky.spark.crossmatch.request.MatchRule;
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
 * @param more {@link ComparedRow#more} of each row; empty if the rule compares no more values
 * @param counts all rows of the side, including rows without a position
 */
public record PackedPositions(
    long[] ids,
    long[] ties,
    double[] raDeg,
    double[] decDeg,
    BitSet keyless,
    double[] errorsArcsec,
    double[] more,
    PositionCounts counts)
    implements Serializable {

  private static final int BYTES_PER_ROW = 2 * Long.BYTES + 3 * Double.BYTES + 1;
  private static final int BYTES_OF_MORE = ComparedRow.MORE * Double.BYTES;

  /**
   * Collects one side on the driver in packed form. Collecting rows would take ten times the time
   * and memory.
   */
  public static PackedPositions collect(Dataset<Row> rows, Side side, MatchRule rule) {
    Column error = rule.countsErrors() ? col(side.error()) : lit(null).cast("double");
    boolean withMore = rule.comparesMore();
    List<byte[]> packed =
        rows.select(
                col(side.id()),
                col(side.tie()),
                col(side.ra()),
                col(side.dec()),
                error,
                col(side.moved()),
                col(side.withoutError()),
                col(side.hasKey()),
                col(side.more()))
            .mapPartitions(
                (MapPartitionsFunction<Row, byte[]>) some -> pack(some, withMore),
                Encoders.BINARY())
            .collectAsList();
    return unpack(packed, rule);
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

  /** The values of a row that a rule compares. */
  ComparedRow compared(int row) {
    return new ComparedRow(raDeg[row], decDeg[row], error(row), ties[row], more(row));
  }

  /** More values of a row; null if there are none. */
  double[] more(int row) {
    int first = row * ComparedRow.MORE;
    return more.length == 0 ? null : Arrays.copyOfRange(more, first, first + ComparedRow.MORE);
  }

  /** How many rows there are. */
  public int size() {
    return ids.length;
  }

  /** The same rows, whose ids are their indexes from 0. */
  public PackedPositions numbered() {
    Arrays.setAll(ids, row -> row);
    return this;
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
        more.length == 0
            ? more
            : Arrays.stream(rows).mapToObj(this::more).flatMapToDouble(Arrays::stream).toArray(),
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

  private static Iterator<byte[]> pack(Iterator<Row> rows, boolean withMore) throws IOException {
    Packer packer = new Packer();
    while (rows.hasNext()) {
      Row row = rows.next();
      if (row.isNullAt(2) || row.isNullAt(3)) {
        packer.addFaulty();
      } else {
        packer.add(
            row.getLong(0),
            row.getLong(1),
            row.getDouble(2),
            row.getDouble(3),
            row.isNullAt(4) ? Double.NaN : row.getDouble(4),
            row.getBoolean(7));
        if (withMore) {
          packer.addMore(row.isNullAt(8) ? null : ComparedRow.doubles(row.getList(8)));
        }
        packer.count(row.getBoolean(5), row.getBoolean(6));
      }
    }
    return List.of(packer.bytes()).iterator();
  }

  /** Packs the rows of one task, for {@link #unpack}. */
  public static final class Packer {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream values = new DataOutputStream(bytes);
    private long faulty;
    private long moved;
    private long withoutError;

    /**
     * Adds a row that may pair.
     *
     * @param ra degrees
     * @param dec degrees
     * @param error arcsec, NaN if unknown
     */
    public void add(long id, long tie, double ra, double dec, double error, boolean hasKey)
        throws IOException {
      values.writeLong(id);
      values.writeLong(tie);
      values.writeDouble(ra);
      values.writeDouble(dec);
      values.writeDouble(error);
      values.writeBoolean(hasKey);
    }

    /** Adds more values of the row that was added last; null if it has none. */
    public void addMore(double[] more) throws IOException {
      for (int i = 0; i < ComparedRow.MORE; i++) {
        values.writeDouble(more == null ? Double.NaN : more[i]);
      }
    }

    /** Counts the row that was added last. */
    public void count(boolean isMoved, boolean hasNoError) {
      moved += isMoved ? 1 : 0;
      withoutError += hasNoError ? 1 : 0;
    }

    /** Counts a row without a position. */
    public void addFaulty() {
      faulty++;
    }

    /** The rows, then the counts of faulty rows, moved rows and rows without an error. */
    public byte[] bytes() throws IOException {
      values.writeLong(faulty);
      values.writeLong(moved);
      values.writeLong(withoutError);
      return bytes.toByteArray();
    }
  }

  /** The rows of all tasks, in the order of the tasks. */
  public static PackedPositions unpack(List<byte[]> packed, MatchRule rule) {
    int bytesOfRow = BYTES_PER_ROW + (rule.comparesMore() ? BYTES_OF_MORE : 0);
    int count = packed.stream().mapToInt(bytes -> bytes.length / bytesOfRow).sum();
    PackedPositions rows =
        new PackedPositions(
            new long[count],
            new long[count],
            new double[count],
            new double[count],
            new BitSet(),
            new double[rule.countsErrors() ? count : 0],
            new double[rule.comparesMore() ? count * ComparedRow.MORE : 0],
            new PositionCounts());
    int row = 0;
    for (byte[] bytes : packed) {
      ByteBuffer values = ByteBuffer.wrap(bytes);
      while (values.remaining() >= bytesOfRow) {
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
    if (more.length > 0) {
      for (int i = 0; i < ComparedRow.MORE; i++) {
        more[row * ComparedRow.MORE + i] = values.getDouble();
      }
    }
    counts.add(raDeg[row], decDeg[row]);
  }
}
