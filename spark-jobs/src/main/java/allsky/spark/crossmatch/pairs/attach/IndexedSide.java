package allsky.spark.crossmatch.pairs.attach;

import allsky.spark.crossmatch.pairs.index.PackedPositions;
import allsky.spark.crossmatch.pairs.scan.ScanAccumulator;
import allsky.spark.crossmatch.request.MatchRule;
import allsky.spark.crossmatch.request.Side;
import allsky.spark.table.RejectedTable.Rejection;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.StructType;

/**
 * The smaller catalog, read once.
 *
 * @param positions the rows that may pair; the id of a row is its index
 * @param carried the carried columns of these rows; then those of the other rows, if they are kept
 * @param rejections the rejected rows; empty if they were too many to keep
 */
record IndexedSide(
    PackedPositions positions, CarriedRows carried, Optional<List<Rejection>> rejections) {

  /** What one task read. Rejections are null if they were too many. */
  private record Part(byte[] positions, byte[] carried, byte[] faulty, List<Rejection> rejections)
      implements Serializable {}

  /**
   * Reads the rows.
   *
   * @param rows with their rejections
   * @param maxBytes the maximum bytes of carried columns
   * @param keepsFaulty true if rows are written even if they have no position
   * @return empty if the carried columns are too large
   */
  static Optional<IndexedSide> read(
      Dataset<Row> rows, Side side, MatchRule rule, boolean keepsFaulty, long maxBytes) {
    JavaRDD<InternalRow> values = rows.queryExecution().toRdd().toJavaRDD();
    long maxOfTask = maxBytes / Math.max(1, values.getNumPartitions());
    Reader reader = new Reader(rows.schema(), side, rule.comparesMore(), keepsFaulty, maxOfTask);
    List<Part> parts = values.mapPartitions(reader).collect();
    if (parts.stream().anyMatch(part -> part.carried == null)) {
      return Optional.empty();
    }
    PackedPositions positions =
        PackedPositions.unpack(parts.stream().map(Part::positions).toList(), rule).numbered();
    List<byte[]> carried =
        Stream.concat(parts.stream().map(Part::carried), parts.stream().map(Part::faulty)).toList();
    int fields = ((StructType) rows.schema().apply(side.row()).dataType()).size();
    return Optional.of(
        new IndexedSide(positions, new CarriedRows(carried, fields), rejections(parts)));
  }

  private static Optional<List<Rejection>> rejections(List<Part> parts) {
    List<Rejection> all = new ArrayList<>();
    for (Part part : parts) {
      if (part.rejections == null
          || all.size() + part.rejections.size() > ScanAccumulator.MAX_REJECTIONS) {
        return Optional.empty();
      }
      all.addAll(part.rejections);
    }
    return Optional.of(all);
  }

  /** Reads the rows of one task. */
  private static final class Reader implements FlatMapFunction<Iterator<InternalRow>, Part> {

    private static final long serialVersionUID = 1L;

    private final RowLayout layout;
    private final boolean withMore;
    private final boolean keepsFaulty;
    private final long maxBytes;

    Reader(StructType schema, Side side, boolean withMore, boolean keepsFaulty, long maxBytes) {
      this.layout = RowLayout.of(schema, side);
      this.withMore = withMore;
      this.keepsFaulty = keepsFaulty;
      this.maxBytes = maxBytes;
    }

    @Override
    public Iterator<Part> call(Iterator<InternalRow> rows) throws IOException {
      PackedPositions.Packer positions = new PackedPositions.Packer();
      CarriedRows.Packer carried = new CarriedRows.Packer();
      CarriedRows.Packer faulty = new CarriedRows.Packer();
      List<Rejection> rejections = new ArrayList<>();
      while (rows.hasNext()) {
        InternalRow row = rows.next();
        UnsafeRow columns = layout.carried(row);
        if (layout.isRejected(row)) {
          positions.addFaulty();
          if (rejections.size() <= ScanAccumulator.MAX_REJECTIONS) {
            rejections.add(layout.rejection(row));
          }
          if (keepsFaulty) {
            faulty.add(columns);
          }
        } else {
          layout.pack(row, withMore, positions);
          carried.add(columns);
        }
        if (carried.size() + (long) faulty.size() > maxBytes) {
          return List.of(new Part(null, null, null, null)).iterator();
        }
      }
      boolean areKept = rejections.size() <= ScanAccumulator.MAX_REJECTIONS;
      return List.of(
              new Part(
                  positions.bytes(), carried.bytes(), faulty.bytes(), areKept ? rejections : null))
          .iterator();
    }
  }
}
