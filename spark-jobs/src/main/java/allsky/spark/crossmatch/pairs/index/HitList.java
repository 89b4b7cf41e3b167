package allsky.spark.crossmatch.pairs.index;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The rows that pair with one position, in primitive arrays that are used for every position. */
public final class HitList implements IndexedPositions.Visitor {

  private int size;
  private int[] rows = new int[8];
  private double[] separations = new double[8];
  private double[] sigmas = new double[8];

  /** Removes all rows. */
  public void clear() {
    size = 0;
  }

  @Override
  public void visit(int row, double separation, double itsSigmas) {
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, 2 * size);
      separations = Arrays.copyOf(separations, 2 * size);
      sigmas = Arrays.copyOf(sigmas, 2 * size);
    }
    rows[size] = row;
    separations[size] = separation;
    sigmas[size] = itsSigmas;
    size++;
  }

  /** Sorts the rows, nearest first; at equal separations by tie, then by id. */
  void sort(PackedPositions positions) {
    if (size < 2) {
      return;
    }
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(i -> sigmas[i])
                    .thenComparingDouble(i -> separations[i])
                    .thenComparingLong(i -> positions.tie(rows[i]))
                    .thenComparingLong(i -> positions.id(rows[i])))
            .mapToInt(i -> i)
            .toArray();
    int length = rows.length;
    rows = Arrays.copyOf(Arrays.stream(order).map(i -> rows[i]).toArray(), length);
    separations =
        Arrays.copyOf(Arrays.stream(order).mapToDouble(i -> separations[i]).toArray(), length);
    sigmas = Arrays.copyOf(Arrays.stream(order).mapToDouble(i -> sigmas[i]).toArray(), length);
  }

  /** How many rows pair. */
  public int size() {
    return size;
  }

  /** The index of a row among the indexed positions. */
  public int row(int i) {
    return rows[i];
  }

  /** Separation of a pair, arcsec. */
  public double separation(int i) {
    return separations[i];
  }

  /** Separation of a pair in units of its error; 0 if errors do not count. */
  public double sigmas(int i) {
    return sigmas[i];
  }
}
