package allsky.spark.crossmatch.probability;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import allsky.counterpart.CellDensity;
import allsky.sky.Healpix;
import allsky.spark.crossmatch.request.MatchInput;
import allsky.spark.crossmatch.request.Side;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;

/** The local density of the partners around each source. */
final class Densities implements AutoCloseable {

  private static final String CELL = "value";

  private final Broadcast<CellDensity> cells;

  private Densities(Broadcast<CellDensity> cells) {
    this.cells = cells;
  }

  /** Counts the rows of a side in cells; reads its positions once. */
  static Densities of(MatchInput input, Side side) {
    SparkSession spark = input.table().rows().sparkSession();
    Dataset<Row> positions = input.rows(side).select(col(side.ra()), col(side.dec())).na().drop();
    List<Row> counts =
        positions
            .map(
                (MapFunction<Row, Long>)
                    row -> Healpix.cell(CellDensity.ORDER, row.getDouble(0), row.getDouble(1)),
                Encoders.LONG())
            .groupBy(CELL)
            .agg(count(lit(1)))
            .collectAsList()
            .stream()
            .sorted(Comparator.comparingLong(row -> row.getLong(0)))
            .toList();
    CellDensity density =
        new CellDensity(
            counts.stream().mapToLong(row -> row.getLong(0)).toArray(),
            counts.stream().mapToLong(row -> row.getLong(1)).toArray());
    return new Densities(
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(density));
  }

  /** Rows in a square degree around a position; null if it is not known. */
  Column perDeg2(Column ra, Column dec) {
    Broadcast<CellDensity> shared = cells;
    UDF2<Double, Double, Double> at =
        (raDeg, decDeg) -> {
          if (raDeg == null || decDeg == null) {
            return null;
          }
          OptionalDouble density = shared.value().perDeg2(raDeg, decDeg);
          return density.isPresent() ? density.getAsDouble() : null;
        };
    return udf(at, DataTypes.DoubleType).apply(ra, dec);
  }

  @Override
  public void close() {
    cells.destroy();
  }
}
