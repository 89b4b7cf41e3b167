package allsky.spark.crossmatch;

import allsky.spark.table.RejectedTable.Rejection;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.spark.TaskContext;
import org.apache.spark.util.AccumulatorV2;

/**
 * What a scan finds beside its hits: rows, positions, chance pairs, rejected rows. Kept by
 * partition, so that a task that Spark runs again replaces what it found and doubles nothing.
 */
final class ScanTally extends AccumulatorV2<ScanTally.Part, SortedMap<Integer, ScanTally.Part>> {

  private static final long serialVersionUID = 1L;

  /** More rejected rows than this are not kept: whoever wants them must look again. */
  static final int MOST_REJECTIONS = 100_000;

  /** What one partition of the scan found. */
  static final class Part implements Serializable {

    private static final long serialVersionUID = 1L;

    final PositionTally positions = new PositionTally();
    final long[] chancePairs;
    private List<Rejection> rejections = new ArrayList<>();

    Part(int bins) {
      this.chancePairs = new long[bins];
    }

    /** Keeps a row that pairs with nothing: no hits. */
    Object reject(Rejection rejection) {
      positions.addFaulty(1);
      if (rejections.size() < MOST_REJECTIONS) {
        rejections.add(rejection);
      }
      return null;
    }
  }

  private final int bins;
  // Read for the line of progress while tasks end.
  private final SortedMap<Integer, Part> parts = new ConcurrentSkipListMap<>();
  private transient Part current;
  private long rejected;

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

  /** All partitions' rejected rows, or empty where they were too many to keep. */
  Optional<List<Rejection>> rejections() {
    List<Rejection> all = new ArrayList<>();
    parts.values().forEach(part -> all.addAll(part.rejections));
    return all.size() == positions().faulty() ? Optional.of(all) : Optional.empty();
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
    rejected = 0;
    current = null;
  }

  @Override
  public void add(Part part) {
    parts.put(TaskContext.getPartitionId(), part);
  }

  @Override
  public void merge(AccumulatorV2<Part, SortedMap<Integer, Part>> other) {
    parts.putAll(other.value());
    rejected += other.value().values().stream().mapToLong(part -> part.positions.faulty()).sum();
    if (rejected > MOST_REJECTIONS) {
      parts.values().forEach(part -> part.rejections = List.of());
    }
  }

  @Override
  public SortedMap<Integer, Part> value() {
    return parts;
  }
}
