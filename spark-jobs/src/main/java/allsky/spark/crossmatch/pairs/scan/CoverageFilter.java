package allsky.spark.crossmatch.pairs.scan;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import allsky.spark.crossmatch.pairs.PositionCounts;
import allsky.spark.crossmatch.pairs.index.IndexedPositions;
import allsky.spark.crossmatch.request.Side;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.objects.Invoke;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Counts each scanned row and drops the rows far from every indexed position. It runs for all rows
 * of the larger catalog, so it reads two doubles and does one look-up. Spark's generated code calls
 * it with primitive values; a function of Spark would get each value as an object.
 */
public final class CoverageFilter implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Broadcast<IndexedPositions> index;
  private final ScanAccumulator scan;
  private transient IndexedPositions positions;
  private transient PositionCounts counts;

  private CoverageFilter(Broadcast<IndexedPositions> index, ScanAccumulator scan) {
    this.index = index;
    this.scan = scan;
  }

  /** False if a row cannot pair; true if it may pair or has no position. */
  public static Column column(
      Broadcast<IndexedPositions> index, ScanAccumulator scan, Side scanned) {
    List<Expression> values =
        List.of(
            coalesce(col(scanned.ra()), lit(Double.NaN)).expr(),
            coalesce(col(scanned.dec()), lit(Double.NaN)).expr(),
            col(scanned.moved()).expr(),
            col(scanned.withoutError()).expr());
    List<AbstractDataType> types =
        List.of(
            DataTypes.DoubleType,
            DataTypes.DoubleType,
            DataTypes.BooleanType,
            DataTypes.BooleanType);
    boolean isNullable = false;
    // Spark may evaluate a deterministic function twice, and this one counts.
    boolean isDeterministic = false;
    return new Column(
        new Invoke(
            Literal.fromObject(new CoverageFilter(index, scan)),
            "keeps",
            DataTypes.BooleanType,
            seq(values),
            seq(types),
            isNullable,
            isNullable,
            isDeterministic));
  }

  private static <T> Seq<T> seq(List<T> values) {
    return JavaConverters.asScalaBuffer(values).toSeq();
  }

  /**
   * Counts a row; generated code calls it.
   *
   * @param ra degrees, NaN without a position
   * @param dec degrees, NaN without a position
   */
  public boolean keeps(double ra, double dec, boolean moved, boolean withoutError) {
    if (positions == null) {
      positions = index.value();
      counts = scan.ofThisTask().counts;
    }
    if (Double.isNaN(ra) || Double.isNaN(dec)) {
      return true;
    }
    counts.add(ra, dec);
    if (moved) {
      counts.addMoved(1);
    }
    if (withoutError) {
      counts.addWithoutError(1);
    }
    return positions.mayPair(ra, dec);
  }
}
