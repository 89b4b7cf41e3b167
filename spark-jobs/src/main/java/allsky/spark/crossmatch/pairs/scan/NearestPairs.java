package allsky.spark.crossmatch.pairs.scan;

import allsky.spark.crossmatch.pairs.PairFinder;
import allsky.spark.crossmatch.pairs.index.HitList;
import allsky.spark.crossmatch.pairs.index.IndexedPositions;
import allsky.spark.crossmatch.pairs.index.PackedPositions;
import allsky.spark.crossmatch.pairs.index.PositionGroups;
import allsky.spark.crossmatch.request.ComparedRow;
import allsky.spark.crossmatch.request.Side;
import allsky.spark.table.RejectedTable.Rejection;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Scans rows near a crowd: returns the pairs that may be the nearest of a row, and only counts the
 * others. The nearest pair of a left row is returned immediately. Of the other pairs the task keeps
 * the nearest of each group of indexed rows, and returns the kept pairs when they are many and at
 * the end. So a task holds at most one pair for each group, never all pairs.
 */
final class NearestPairs implements MapPartitionsFunction<Row, Row> {

  private static final long serialVersionUID = 1L;

  /** The group of indexed rows, of {@link IndexedPositions#groups}. */
  static final String GROUP = "group_of_pair";

  /** The number of pairs in the group that a pair represents, including itself. */
  static final String PAIRS = "pairs_of_group";

  private static final int MIN_KEPT = 10_000;

  private final Broadcast<IndexedPositions> index;
  private final ScanAccumulator scan;
  private final Side scanned;
  private final StructType input;
  private final int[] given;

  /**
   * @param input the scanned rows' columns, with their ids
   * @param given which of these columns to return
   */
  NearestPairs(
      Broadcast<IndexedPositions> index,
      ScanAccumulator scan,
      Side scanned,
      StructType input,
      List<String> given) {
    this.index = index;
    this.scan = scan;
    this.scanned = scanned;
    this.input = input;
    this.given = given.stream().mapToInt(input::fieldIndex).toArray();
  }

  /** The given columns, then the values of the pair. */
  StructType schema() {
    StructType schema =
        new StructType(
            Arrays.stream(given).mapToObj(i -> input.fields()[i]).toArray(StructField[]::new));
    return schema
        .add(scanned.partners(), DataTypes.LongType, false)
        .add(scanned.rank(), DataTypes.IntegerType, false)
        .add(GROUP, DataTypes.IntegerType, false)
        .add(PairFinder.SEPARATION, DataTypes.DoubleType, false)
        .add(PairFinder.SIGMAS, DataTypes.DoubleType, false)
        .add(PAIRS, DataTypes.LongType, false);
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Scan(rows);
  }

  /**
   * A pair of a scanned row and a group.
   *
   * @param tie of the scanned row
   * @param id of the scanned row
   * @param partners rows that pair with the scanned row
   * @param rank 1 where the group's head is the nearest of the scanned row, else 2
   */
  private record Pair(
      Row row,
      long tie,
      long id,
      long partners,
      int rank,
      int group,
      double separation,
      double sigmas) {

    static final Comparator<Pair> NEAREST_FOR_GROUP =
        Comparator.comparingDouble(Pair::sigmas)
            .thenComparingDouble(Pair::separation)
            .thenComparingLong(Pair::tie)
            .thenComparingLong(Pair::id);
  }

  /** A group's nearest pair so far, of so many pairs. */
  private record Kept(Pair nearest, long pairs) {

    Kept with(Pair pair) {
      boolean isNearer = Pair.NEAREST_FOR_GROUP.compare(pair, nearest) < 0;
      return new Kept(isNearer ? pair : nearest, pairs + 1);
    }
  }

  private final class Scan implements Iterator<Row> {

    private final Iterator<Row> rows;
    private final IndexedPositions positions = index.value();
    private final Deque<Row> ready = new ArrayDeque<>();
    private final Map<Integer, Kept> kept = new HashMap<>();
    private final Probe probe = new Probe(positions.groups());
    private int maxKept = MIN_KEPT;

    private final int ra = input.fieldIndex(scanned.ra());
    private final int dec = input.fieldIndex(scanned.dec());
    private final int error = input.fieldIndex(scanned.error());
    private final int more = input.fieldIndex(scanned.more());
    private final int rejection = input.fieldIndex(scanned.rejection());
    private final int tie = input.fieldIndex(scanned.tie());
    private final int id = input.fieldIndex(scanned.id());

    Scan(Iterator<Row> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && rows.hasNext()) {
        scan(rows.next());
      }
      if (ready.isEmpty()) {
        giveKept();
      }
      return !ready.isEmpty();
    }

    @Override
    public Row next() {
      return ready.remove();
    }

    private void scan(Row row) {
      ScanAccumulator.Part part = scan.ofThisTask();
      if (!row.isNullAt(rejection)) {
        part.reject(Rejection.of(row.getStruct(rejection)));
        return;
      }
      double itsError = row.isNullAt(error) ? Double.NaN : row.getDouble(error);
      ComparedRow compared =
          new ComparedRow(
              row.getDouble(ra),
              row.getDouble(dec),
              itsError,
              row.getLong(tie),
              row.isNullAt(more) ? null : ComparedRow.doubles(row.getList(more)));
      probe.clear();
      positions.visit(compared, part.chancePairs(), probe);
      // The limit is at least the number of groups of one row, or each row would return all its
      // pairs.
      maxKept = Math.max(maxKept, 2 * probe.size());
      if (kept.size() + probe.size() > maxKept) {
        giveKept();
      }
      for (int i = 0; i < probe.size(); i++) {
        take(pair(row, i));
      }
    }

    private Pair pair(Row row, int i) {
      return new Pair(
          row,
          row.getLong(tie),
          row.getLong(id),
          probe.partners(),
          i == probe.nearest() ? 1 : 2,
          probe.group(i),
          probe.separation(i),
          probe.sigmas(i));
    }

    private void take(Pair pair) {
      if (scanned == Side.LEFT && pair.rank() == 1) {
        ready.add(given(pair, 1));
      } else {
        kept.merge(pair.group(), new Kept(pair, 1), (before, one) -> before.with(one.nearest()));
      }
    }

    private void giveKept() {
      kept.values().forEach(one -> ready.add(given(one.nearest(), one.pairs())));
      kept.clear();
    }

    private Row given(Pair pair, long pairs) {
      Object[] values = new Object[given.length + 6];
      for (int i = 0; i < given.length; i++) {
        values[i] = pair.row().get(given[i]);
      }
      int next = given.length;
      values[next++] = pair.partners();
      values[next++] = pair.rank();
      values[next++] = pair.group();
      values[next++] = pair.separation();
      values[next++] = pair.sigmas();
      values[next] = pairs;
      return RowFactory.create(values);
    }
  }

  /** The groups that pair with one scanned row. */
  private static final class Probe implements IndexedPositions.Visitor {

    private final PositionGroups of;
    private final HitList hits = new HitList();
    private int nearest;
    private long partners;

    Probe(PositionGroups of) {
      this.of = of;
    }

    void clear() {
      hits.clear();
      nearest = 0;
      partners = 0;
    }

    @Override
    public void visit(int group, double separation, double itsSigmas) {
      hits.visit(group, separation, itsSigmas);
      partners += of.size(group);
      nearest = isBefore(size() - 1, nearest) ? size() - 1 : nearest;
    }

    private boolean isBefore(int one, int other) {
      int order = Double.compare(sigmas(one), sigmas(other));
      order = order != 0 ? order : Double.compare(separation(one), separation(other));
      PackedPositions heads = of.heads();
      order = order != 0 ? order : Long.compare(heads.tie(group(one)), heads.tie(group(other)));
      return order < 0 || (order == 0 && heads.id(group(one)) < heads.id(group(other)));
    }

    int size() {
      return hits.size();
    }

    /** Which of the pairs is the row's nearest. */
    int nearest() {
      return nearest;
    }

    /** How many rows the groups have. */
    long partners() {
      return partners;
    }

    int group(int i) {
      return hits.row(i);
    }

    double separation(int i) {
      return hits.separation(i);
    }

    double sigmas(int i) {
      return hits.sigmas(i);
    }
  }
}
