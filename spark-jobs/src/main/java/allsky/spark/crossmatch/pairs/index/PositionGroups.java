package allsky.spark.crossmatch.pairs.index;

import allsky.spark.crossmatch.pairs.Crowd;
import allsky.spark.crossmatch.request.Side;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The rows in groups of the same position, error and other values that are compared. The rows of a
 * group have the same pairs at the same separations, so that one row represents all.
 *
 * @param heads the first row of each group by tie and id, as it is ranked at equal separations
 * @param start index in {@code members} of a group's first row; one more value at the end
 * @param members the rows' ids, by group, in the order of ties and ids
 */
public record PositionGroups(PackedPositions heads, int[] start, long[] members)
    implements Serializable {

  static PositionGroups of(PackedPositions rows) {
    int[] ordered = groupedRows(rows);
    int[] starts =
        IntStream.range(0, ordered.length)
            .filter(i -> i == 0 || !isSame(rows, ordered[i - 1], ordered[i]))
            .toArray();
    int[] heads = Arrays.stream(starts).map(i -> ordered[i]).toArray();
    int[] start = Arrays.copyOf(starts, starts.length + 1);
    start[starts.length] = ordered.length;
    return new PositionGroups(
        rows.selected(heads), start, Arrays.stream(ordered).mapToLong(rows::id).toArray());
  }

  /** How many rows a group has, at least 1. */
  public int size(int group) {
    return start[group + 1] - start[group];
  }

  /** The ids of a group's rows, the head's first. */
  public long[] ids(int group) {
    return Arrays.copyOfRange(members, start[group], start[group + 1]);
  }

  /** The largest group of a side, if it has more rows than this. */
  Optional<Crowd> crowd(Side side, int fewRows) {
    return IntStream.range(0, heads.size())
        .filter(group -> size(group) > fewRows)
        .boxed()
        .max(Comparator.comparingInt(this::size))
        .map(group -> new Crowd(side, size(group), heads.raDeg()[group], heads.decDeg()[group]));
  }

  /** The rows by group: by the hash of position and error first, in primitive values. */
  private static int[] groupedRows(PackedPositions rows) {
    long[] keys = new long[rows.size()];
    Arrays.parallelSetAll(keys, row -> ((long) hash(rows, row) << Integer.SIZE) | row);
    Arrays.parallelSort(keys);
    int[] ordered = Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    Comparator<Integer> order = order(rows);
    for (int from = 0, to; from < keys.length; from = to) {
      to = endOfHash(keys, from);
      if (to > from + 1) {
        int[] sorted =
            Arrays.stream(ordered, from, to).boxed().sorted(order).mapToInt(row -> row).toArray();
        System.arraycopy(sorted, 0, ordered, from, sorted.length);
      }
    }
    return ordered;
  }

  private static int endOfHash(long[] keys, int from) {
    int to = from + 1;
    while (to < keys.length && keys[to] >> Integer.SIZE == keys[from] >> Integer.SIZE) {
      to++;
    }
    return to;
  }

  private static int hash(PackedPositions rows, int row) {
    int hash = 31 * Double.hashCode(rows.raDeg()[row]) + Double.hashCode(rows.decDeg()[row]);
    hash = 31 * hash + Double.hashCode(rows.error(row));
    return 31 * hash + Arrays.hashCode(rows.more(row));
  }

  private static Comparator<Integer> order(PackedPositions rows) {
    return Comparator.<Integer>comparingDouble(row -> rows.raDeg()[row])
        .thenComparingDouble(row -> rows.decDeg()[row])
        .thenComparingDouble(rows::error)
        .thenComparing(rows::more, Comparator.nullsFirst(Arrays::compare))
        .thenComparingLong(rows::tie)
        .thenComparingLong(rows::id);
  }

  private static boolean isSame(PackedPositions rows, int one, int other) {
    return Double.compare(rows.raDeg()[one], rows.raDeg()[other]) == 0
        && Double.compare(rows.decDeg()[one], rows.decDeg()[other]) == 0
        && Double.compare(rows.error(one), rows.error(other)) == 0
        && Arrays.equals(rows.more(one), rows.more(other));
  }
}
