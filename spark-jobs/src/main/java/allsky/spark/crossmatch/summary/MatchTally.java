package allsky.spark.crossmatch.summary;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import allsky.spark.crossmatch.control.SeparationBins;
import allsky.spark.table.MatchTable;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.BitSet;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF5;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.AccumulatorV2;

/**
 * A Spark accumulator that counts rows while they are written, so that the table is not read again.
 * Each partition counts once, even if Spark runs its task again.
 */
public final class MatchTally extends AccumulatorV2<MatchCounts, MatchCounts> {

  private static final long serialVersionUID = 1L;

  private final SeparationBins bins;
  private final int maxPerSource;
  private final BitSet partitions = new BitSet();
  private MatchCounts counts;

  private MatchTally(SeparationBins bins, int maxPerSource) {
    this.bins = bins;
    this.maxPerSource = maxPerSource;
    this.counts = new MatchCounts(bins, maxPerSource);
  }

  /**
   * A tally for rows of the match table of these separations.
   *
   * @param maxPerSource the maximum number of matches of a source
   */
  public static MatchTally of(Dataset<Row> rows, SeparationBins bins, int maxPerSource) {
    MatchTally tally = new MatchTally(bins, maxPerSource);
    rows.sparkSession().sparkContext().register(tally, "matches");
    return tally;
  }

  /** The same rows, which are counted when they are used. Use them once. */
  public Dataset<Row> counting(Dataset<Row> rows) {
    MatchTally tally = this;
    UDF5<String, String, Double, Integer, Integer, Boolean> count =
        (label, split, separation, candidates, sourceCandidates) -> {
          tally.add(label, split, separation, candidates, sourceCandidates);
          return true;
        };
    Column isCounted =
        udf(count, DataTypes.BooleanType)
            // Spark repeats, moves and leaves out a deterministic function.
            .asNondeterministic()
            .apply(
                orNull(rows, MatchTable.LABEL, DataTypes.StringType),
                orNull(rows, MatchTable.SPLIT, DataTypes.StringType),
                orNull(rows, MatchTable.SEPARATION_ARCSEC, DataTypes.DoubleType),
                orNull(rows, MatchTable.CANDIDATES, DataTypes.IntegerType),
                orNull(rows, MatchTable.SOURCE_CANDIDATES, DataTypes.IntegerType));
    return rows.filter(isCounted);
  }

  private static Column orNull(Dataset<Row> rows, String column, DataType type) {
    boolean isThere = Arrays.asList(rows.columns()).contains(column);
    return (isThere ? col(column) : lit(null)).cast(type);
  }

  private synchronized void add(
      String label, String split, Double separation, Integer candidates, Integer sourceCandidates) {
    partitions.set(TaskContext.getPartitionId());
    counts.add(label, split, separation, candidates, sourceCandidates);
  }

  // Heartbeats read the counts while their task runs.

  @Override
  public synchronized MatchCounts value() {
    return counts;
  }

  @Override
  public synchronized boolean isZero() {
    // Null while a task deserialises it: Spark has shown it to the heartbeats by then.
    return partitions == null || partitions.isEmpty();
  }

  @Override
  public synchronized void add(MatchCounts more) {
    partitions.set(TaskContext.getPartitionId());
    counts.add(more);
  }

  @Override
  public synchronized void merge(AccumulatorV2<MatchCounts, MatchCounts> other) {
    BitSet others = ((MatchTally) other).partitions;
    if (!partitions.intersects(others)) {
      partitions.or(others);
      counts.add(other.value());
    }
  }

  @Override
  public synchronized void reset() {
    partitions.clear();
    counts = new MatchCounts(bins, maxPerSource);
  }

  @Override
  public synchronized MatchTally copy() {
    MatchTally copy = copyAndReset();
    copy.partitions.or(partitions);
    copy.counts.add(counts);
    return copy;
  }

  @Override
  public MatchTally copyAndReset() {
    return new MatchTally(bins, maxPerSource);
  }

  private synchronized void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
  }
}
