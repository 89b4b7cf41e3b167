package allsky.spark.report.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.sum;

import allsky.sky.Healpix;
import allsky.spark.columns.Columns;
import allsky.spark.columns.position.SkyColumns;
import allsky.spark.table.prediction.PredictionTable;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The classified sources in HEALPix cells. Only the cells are on the driver.
 *
 * @param order the order of the cells
 * @param cells the cells by number, NESTED, ICRS
 */
public record SkyCells(int order, Map<Long, Cell> cells) {

  /**
   * One cell.
   *
   * @param parts the parts of order {@value #FINE} with a source
   */
  public record Cell(long parts, Map<SourceClass, Long> counts) {

    /** The number of sources. */
    public long sources() {
      return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The area of the parts with a source in square degrees. */
    public double squareDegrees() {
      return parts * SPHERE_SQUARE_DEGREES / (12L << (2 * FINE));
    }

    private Cell and(Cell other) {
      Map<SourceClass, Long> both = new EnumMap<>(counts);
      other.counts.forEach((one, number) -> both.merge(one, number, Long::sum));
      return new Cell(parts + other.parts, both);
    }
  }

  /** The order of the parts that tell how much of a cell the catalog covers: 14 arcmin wide. */
  public static final int FINE = 8;

  private static final double SPHERE_SQUARE_DEGREES = 4 * Math.PI * Math.pow(180 / Math.PI, 2);

  private static final int LARGEST_ORDER = 5;
  private static final int MOST_CELLS = 3072;

  /**
   * Counts the classified sources. The cells are of order 5, or larger ones if there are more than
   * 3072.
   */
  public static SkyCells of(Dataset<Row> predictions) {
    List<Column> classes = new ArrayList<>();
    List<Column> sums = new ArrayList<>();
    for (SourceClass one : SourceClass.values()) {
      classes.add(count_if(col(PredictionTable.CLASS).equalTo(one.name())).as(one.name()));
      sums.add(sum(one.name()).as(one.name()));
    }
    Column part = shiftright(healpix29(predictions), 2 * (Healpix.MAX_ORDER - FINE));
    List<Row> rows =
        predictions
            .where(col(PredictionTable.CLASS).isNotNull())
            .groupBy(part.as("part"))
            .agg(classes.get(0), classes.subList(1, classes.size()).toArray(Column[]::new))
            .where(col("part").isNotNull())
            .groupBy(shiftright(col("part"), 2 * (FINE - LARGEST_ORDER)).as("cell"))
            .agg(count(lit(1)).as("parts"), sums.toArray(Column[]::new))
            .collectAsList();
    Map<Long, Cell> cells = new TreeMap<>();
    rows.forEach(row -> cells.put(row.getLong(0), cell(row)));
    SkyCells all = new SkyCells(LARGEST_ORDER, cells);
    return cells.size() > MOST_CELLS ? all.larger() : all;
  }

  private static Column healpix29(Dataset<Row> predictions) {
    return Columns.namesOf(predictions).contains(PredictionTable.HEALPIX_29)
        ? col(PredictionTable.HEALPIX_29)
        : SkyColumns.healpix29(
            col(PredictionTable.RA).cast("double"), col(PredictionTable.DEC).cast("double"));
  }

  private static Cell cell(Row row) {
    Map<SourceClass, Long> counts = new EnumMap<>(SourceClass.class);
    for (SourceClass one : SourceClass.values()) {
      counts.put(one, row.getAs(one.name()));
    }
    return new Cell(row.getLong(1), counts);
  }

  /** The same sources in the cells of the next lower order. */
  private SkyCells larger() {
    Map<Long, Cell> merged = new TreeMap<>();
    cells.forEach((number, cell) -> merged.merge(number >> 2, cell, Cell::and));
    return new SkyCells(order - 1, merged);
  }
}
