package allsky.spark.report.svg;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Numbers of sources on a grid of equal bins, smoothed, whose contours enclose a part of them.
 *
 * @param x0 the left edge of the first column
 * @param y0 the lower edge of the first row
 * @param bin the width and height of a bin
 * @param values by row and column, smoothed
 */
public record DensityGrid(double x0, double y0, double bin, double[][] values) {

  /** A Gaussian of one bin, cut off at three bins and normalised. */
  private static final double[] KERNEL = kernel();

  /** Smooths counts with a Gaussian whose standard deviation is one bin. */
  public static DensityGrid smoothed(double x0, double y0, double bin, long[][] counts) {
    double[][] values = new double[counts.length][];
    for (int row = 0; row < counts.length; row++) {
      values[row] = Arrays.stream(counts[row]).asDoubleStream().toArray();
    }
    return new DensityGrid(x0, y0, bin, transposed(alongRows(transposed(alongRows(values)))));
  }

  /**
   * The contour of the smallest area that has a part of the sources, the highest density region of
   * Hyndman (1996), Am. Stat. 50, 120.
   *
   * @param part 0 to 1
   * @return a path in units of the axes: pairs of points, each pair a straight piece
   */
  public Stream<double[]> contour(double part) {
    return pieces(level(part));
  }

  /** The density above which the bins have a part of the sources. */
  private double level(double part) {
    double[] sorted = Arrays.stream(values).flatMapToDouble(Arrays::stream).sorted().toArray();
    double wanted = part * Arrays.stream(sorted).sum();
    double sum = 0;
    int i = sorted.length;
    while (i > 1 && sum < wanted) {
      sum += sorted[--i];
    }
    return sorted[i == sorted.length ? i - 1 : i];
  }

  /** Marching squares: between four bin centres a contour is one straight piece, or two. */
  private Stream<double[]> pieces(double level) {
    Stream.Builder<double[]> pieces = Stream.builder();
    for (int row = 0; row + 1 < values.length; row++) {
      for (int column = 0; column + 1 < values[row].length; column++) {
        double[][] crossings = crossings(row, column, level);
        for (int i = 0; i + 1 < crossings.length; i += 2) {
          pieces.add(
              new double[] {
                crossings[i][0], crossings[i][1], crossings[i + 1][0], crossings[i + 1][1]
              });
        }
      }
    }
    return pieces.build();
  }

  /** Where the level crosses the four sides, in their order around the square. */
  private double[][] crossings(int row, int column, double level) {
    int[][] corners = {{row, column}, {row, column + 1}, {row + 1, column + 1}, {row + 1, column}};
    Stream.Builder<double[]> found = Stream.builder();
    for (int side = 0; side < 4; side++) {
      int[] from = corners[side];
      int[] to = corners[(side + 1) % 4];
      double low = values[from[0]][from[1]] - level;
      double high = values[to[0]][to[1]] - level;
      if ((low < 0) != (high < 0)) {
        double part = low / (low - high);
        found.add(
            new double[] {
              x0 + bin * (0.5 + from[1] + part * (to[1] - from[1])),
              y0 + bin * (0.5 + from[0] + part * (to[0] - from[0]))
            });
      }
    }
    return found.build().toArray(double[][]::new);
  }

  private static double[][] alongRows(double[][] grid) {
    int reach = KERNEL.length / 2;
    double[][] smooth = new double[grid.length][];
    for (int row = 0; row < grid.length; row++) {
      smooth[row] = new double[grid[row].length];
      for (int column = 0; column < grid[row].length; column++) {
        for (int shift = -reach; shift <= reach; shift++) {
          int from = column + shift;
          if (from >= 0 && from < grid[row].length) {
            smooth[row][column] += KERNEL[shift + reach] * grid[row][from];
          }
        }
      }
    }
    return smooth;
  }

  private static double[][] transposed(double[][] grid) {
    double[][] other = new double[grid[0].length][grid.length];
    for (int row = 0; row < grid.length; row++) {
      for (int column = 0; column < grid[row].length; column++) {
        other[column][row] = grid[row][column];
      }
    }
    return other;
  }

  private static double[] kernel() {
    double[] kernel = new double[7];
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = Math.exp(-0.5 * (i - 3) * (i - 3));
    }
    double sum = Arrays.stream(kernel).sum();
    return Arrays.stream(kernel).map(value -> value / sum).toArray();
  }
}
