package allsky.spark.report.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;

import allsky.spark.report.html.Csv;
import allsky.spark.report.svg.DensityGrid;
import allsky.survey.SourceClass;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The colours of sources of each class: counts in bins of {@value #BIN} mag, and some sources.
 *
 * @param counts by class: the sources of each row (W1-W2) and column (W2-W3)
 * @param dots by class: W2-W3 and W1-W2 of some sources
 */
public record ColourSample(
    Map<SourceClass, long[][]> counts, Map<SourceClass, List<double[]>> dots) {

  /** The columns of the table. */
  public static final String CLASS = "class";

  public static final String ACROSS = "w2w3";
  public static final String UPWARDS = "w1w2";

  /** The range of W2-W3. */
  public static final double LEFT = -1;

  public static final double RIGHT = 6;

  /** The range of W1-W2. */
  public static final double LOW = -0.5;

  public static final double HIGH = 2.5;

  public static final double BIN = 0.1;

  /** The largest number of dots of a class; more would only overlap. */
  public static final int DOTS = 800;

  /** Contours of fewer sources would show chance. */
  private static final long FEWEST = 30;

  private static final int COLUMNS = (int) Math.round((RIGHT - LEFT) / BIN);
  private static final int ROWS = (int) Math.round((HIGH - LOW) / BIN);
  private static final long SEED = 20_230_517;

  /** Reads a table with the columns class, w2w3 and w1w2 without nulls. */
  public static ColourSample of(Dataset<Row> table) {
    Map<SourceClass, long[][]> counts = counts(table);
    Map<SourceClass, List<double[]>> dots = new EnumMap<>(SourceClass.class);
    counts.forEach((one, grid) -> dots.put(one, sample(table, one, sum(grid))));
    return new ColourSample(counts, dots);
  }

  private static Map<SourceClass, long[][]> counts(Dataset<Row> table) {
    List<Row> rows =
        table
            .where(col(ACROSS).geq(LEFT).and(col(ACROSS).lt(RIGHT)))
            .where(col(UPWARDS).geq(LOW).and(col(UPWARDS).lt(HIGH)))
            .groupBy(col(CLASS), bin(ACROSS, LEFT).as("column"), bin(UPWARDS, LOW).as("row"))
            .count()
            .collectAsList();
    Map<SourceClass, long[][]> counts = new EnumMap<>(SourceClass.class);
    for (Row row : rows) {
      SourceClass.ofName(row.getString(0))
          .ifPresent(
              one -> {
                long[][] grid = counts.computeIfAbsent(one, key -> new long[ROWS][COLUMNS]);
                int column = Math.min(COLUMNS - 1, row.getInt(1));
                grid[Math.min(ROWS - 1, row.getInt(2))][column] += row.getLong(3);
              });
    }
    return counts;
  }

  private static Column bin(String column, double from) {
    return floor(col(column).minus(from).divide(lit(BIN))).cast("int");
  }

  private static List<double[]> sample(Dataset<Row> table, SourceClass one, long count) {
    double fraction = Math.min(1, 1.5 * DOTS / Math.max(1, count));
    Dataset<Row> chosen = table.where(col(CLASS).equalTo(one.name())).select(ACROSS, UPWARDS);
    List<Row> rows =
        (fraction < 1 ? chosen.sample(fraction, SEED) : chosen).limit(DOTS).collectAsList();
    return rows.stream().map(row -> new double[] {row.getDouble(0), row.getDouble(1)}).toList();
  }

  private static long sum(long[][] grid) {
    long sum = 0;
    for (long[] row : grid) {
      for (long count : row) {
        sum += count;
      }
    }
    return sum;
  }

  /** Some sources of a class. */
  public List<double[]> dots(SourceClass one) {
    return dots.getOrDefault(one, List.of());
  }

  /** The density of a class, if it has enough sources for contours. */
  public Optional<DensityGrid> grid(SourceClass one) {
    return Optional.ofNullable(counts.get(one))
        .filter(grid -> sum(grid) >= FEWEST)
        .map(grid -> DensityGrid.smoothed(LEFT, LOW, BIN, grid));
  }

  /** Adds the bins of a class with a source to a CSV file. */
  public void addTo(Csv csv, String kind, SourceClass one) {
    long[][] grid = counts.getOrDefault(one, new long[0][0]);
    for (int row = 0; row < grid.length; row++) {
      for (int column = 0; column < grid[row].length; column++) {
        if (grid[row][column] > 0) {
          csv.row(kind, one, LEFT + BIN * column, LOW + BIN * row, grid[row][column]);
        }
      }
    }
  }

  /** The mean colours of a class as a text, for readers who do not see the figure. */
  public String middle(SourceClass one) {
    long[][] grid = counts.get(one);
    if (grid == null) {
      return "has no source";
    }
    double across = 0;
    double upwards = 0;
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        across += grid[row][column] * (LEFT + BIN * (column + 0.5));
        upwards += grid[row][column] * (LOW + BIN * (row + 0.5));
      }
    }
    long all = sum(grid);
    return String.format(
        Locale.ROOT, "around W2 − W3 %.1f and W1 − W2 %.1f", across / all, upwards / all);
  }
}
