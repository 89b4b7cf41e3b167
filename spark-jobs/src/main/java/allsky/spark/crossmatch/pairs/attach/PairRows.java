package allsky.spark.crossmatch.pairs.attach;

import allsky.spark.crossmatch.pairs.PairFinder;
import allsky.spark.crossmatch.request.Side;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Makes the pairs of packed hits: the scanned row, and the columns and ranks of the indexed row,
 * which every executor holds.
 *
 * @param indexed the side that is indexed
 * @param scannedFields how many columns the other side carries
 * @param carried the columns of the indexed rows
 * @param ranks the pairs of each indexed row
 */
record PairRows(
    Side indexed, int scannedFields, Broadcast<CarriedRows> carried, Broadcast<PartnerRanks> ranks)
    implements Serializable {

  /** The columns of a pair: those of the left side, of the right side, and the separation. */
  static StructType schema(DataType left, DataType right) {
    StructType schema = new StructType();
    for (Side side : Side.values()) {
      schema =
          schema
              .add(side.row(), side == Side.LEFT ? left : right)
              .add(side.id(), DataTypes.LongType)
              .add(side.rank(), DataTypes.IntegerType)
              .add(side.partners(), DataTypes.LongType);
    }
    return schema
        .add(PairFinder.SEPARATION, DataTypes.DoubleType)
        .add(PairFinder.SIGMAS, DataTypes.DoubleType);
  }

  private static final int COLUMNS_OF_SIDE = 4;

  /** The pairs of the chunks that {@link HitPacker} made in a partition. */
  Iterator<InternalRow> pairs(int partition, Iterator<byte[]> chunks) {
    return new Pairs(partition, chunks);
  }

  /** The indexed rows without a pair, of these rows. */
  Iterator<InternalRow> unpaired(IntStream rows) {
    PartnerRanks all = ranks.value();
    int positions = all.partners().length;
    return rows.filter(row -> row >= positions || all.partners(row) == 0)
        .mapToObj(this::unpaired)
        .iterator();
  }

  private InternalRow unpaired(int row) {
    Object[] values = new Object[2 * COLUMNS_OF_SIDE + 2];
    set(values, indexed, carried.value().row(row), (long) row, null, 0L);
    return new GenericInternalRow(values);
  }

  private static void set(
      Object[] values, Side side, InternalRow row, Long id, Integer rank, Long partners) {
    int first = side == Side.LEFT ? 0 : COLUMNS_OF_SIDE;
    values[first] = row;
    values[first + 1] = id;
    values[first + 2] = rank;
    values[first + 3] = partners;
  }

  private final class Pairs implements Iterator<InternalRow> {

    private final int partition;
    private final Iterator<byte[]> chunks;
    private final CarriedRows columns = carried.value();
    private final PartnerRanks all = ranks.value();
    private ByteBuffer chunk = ByteBuffer.allocate(0);
    private InternalRow scanned;
    private int ordinal = -1;
    private int hits;
    private int hit;

    Pairs(int partition, Iterator<byte[]> chunks) {
      this.partition = partition;
      this.chunks = chunks;
    }

    @Override
    public boolean hasNext() {
      return hit < hits || chunk.hasRemaining() || chunks.hasNext();
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      if (hit == hits) {
        nextScanned();
      }
      int row = (int) chunk.getLong();
      double separation = chunk.getDouble();
      double sigmas = chunk.getDouble();
      hit++;
      Object[] values = new Object[2 * COLUMNS_OF_SIDE + 2];
      long id = ((long) partition << Integer.SIZE) + ordinal;
      set(values, indexed.other(), scanned, id, hit, (long) hits);
      int rank = all.rank(row, partition, ordinal);
      set(values, indexed, columns.row(row), (long) row, rank, all.partners(row));
      values[2 * COLUMNS_OF_SIDE] = separation;
      values[2 * COLUMNS_OF_SIDE + 1] = sigmas;
      return new GenericInternalRow(values);
    }

    private void nextScanned() {
      if (!chunk.hasRemaining()) {
        chunk = ByteBuffer.wrap(chunks.next());
      }
      scanned = CarriedRows.at(chunk.array(), chunk.position(), scannedFields);
      chunk.position(chunk.position() + Long.BYTES + (int) chunk.getLong(chunk.position()));
      ordinal++;
      hits = (int) chunk.getLong();
      hit = 0;
    }
  }
}
