package allsky.spark.crossmatch;

import java.io.Serializable;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.spark.TaskContext;
import org.apache.spark.util.AccumulatorV2;

/**
 * What a scan counts beside its hits: rows, positions, chance pairs. Kept by partition, so that a
 * task that Spark runs again replaces its count and doubles nothing.
 */
final class ScanTally extends AccumulatorV2<ScanTally.Part, SortedMap<Integer, ScanTally.Part>> {

  private static final long serialVersionUID = 1L;

  /** The counts of one partition of the scan. */
  static final class Part implements Serializable {

    private static final long serialVersionUID = 1L;

    final PositionTally positions = new PositionTally();
    final long[] chancePairs;

    Part(int bins) {
      this.chancePairs = new long[bins];
    }
  }

  private final int bins;
  // Read for the line of progress while tasks end.
  private final SortedMap<Integer, Part> parts = new ConcurrentSkipListMap<>();
  private transient Part current;

  ScanTally(int bins) {
    this.bins = bins;
  }

  /** The counts of the task that asks. */
  Part ofThisTask() {
    if (current == null) {
      current = parts.computeIfAbsent(TaskContext.getPartitionId(), id -> new Part(bins));
    }
    return current;
  }

  /** All partitions' positions together. */
  PositionTally positions() {
    PositionTally all = new PositionTally();
    parts.values().forEach(part -> all.add(part.positions));
    return all;
  }

  /** All partitions' chance pairs together, by step of separation. */
  long[] chancePairs() {
    long[] all = new long[bins];
    for (Part part : parts.values()) {
      for (int i = 0; i < bins; i++) {
        all[i] += part.chancePairs[i];
      }
    }
    return all;
  }

  @Override
  public boolean isZero() {
    return parts.isEmpty();
  }

  @Override
  public ScanTally copy() {
    ScanTally copy = new ScanTally(bins);
    copy.parts.putAll(parts);
    return copy;
  }

  @Override
  public void reset() {
    parts.clear();
    current = null;
  }

  @Override
  public void add(Part part) {
    parts.put(TaskContext.getPartitionId(), part);
  }

  @Override
  public void merge(AccumulatorV2<Part, SortedMap<Integer, Part>> other) {
    for (Map.Entry<Integer, Part> part : other.value().entrySet()) {
      parts.put(part.getKey(), part.getValue());
    }
  }

  @Override
  public SortedMap<Integer, Part> value() {
    return parts;
  }
}
