package allsky.spark.crossmatch.pairs.scan;

import allsky.spark.crossmatch.pairs.PositionCounts;
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
 * Counts the scanned rows and the chance pairs, and keeps the rejected rows. The counts are kept by
 * partition, so that a task that Spark runs again replaces its counts and doubles nothing.
 */
public final class ScanAccumulator
    extends AccumulatorV2<ScanAccumulator.Part, SortedMap<Integer, ScanAccumulator.Part>> {

  private static final long serialVersionUID = 1L;

  /** More rejected rows than this are not kept: the input must be read again. */
  public static final int MAX_REJECTIONS = 100_000;

  /** The counts of one partition. */
  public static final class Part implements Serializable {

    private static final long serialVersionUID = 1L;

    final PositionCounts counts = new PositionCounts();
    final long[] chancePairs;
    private List<Rejection> rejections = new ArrayList<>();

    Part(int bins) {
      this.chancePairs = new long[bins];
    }

    /** The chance pairs of the partition, by step of separation, to count in. */
    public long[] chancePairs() {
      return chancePairs;
    }

    /** Keeps a rejected row, which has no hits. */
    public Object reject(Rejection rejection) {
      counts.addFaulty(1);
      if (rejections.size() < MAX_REJECTIONS) {
        rejections.add(rejection);
      }
      return null;
    }
  }

  private final int bins;
  // The progress line reads them while tasks end.
  private final SortedMap<Integer, Part> parts = new ConcurrentSkipListMap<>();
  private transient Part current;
  private long rejected;

  /**
   * @param bins steps of separation of the chance pairs
   */
  public ScanAccumulator(int bins) {
    this.bins = bins;
  }

  /** The counts of the task that calls. */
  public Part ofThisTask() {
    if (current == null) {
      current = parts.computeIfAbsent(TaskContext.getPartitionId(), id -> new Part(bins));
    }
    return current;
  }

  /** The rows of all partitions. */
  public PositionCounts counts() {
    PositionCounts all = new PositionCounts();
    parts.values().forEach(part -> all.add(part.counts));
    return all;
  }

  /** The chance pairs of all partitions, by step of separation. */
  public long[] chancePairs() {
    long[] all = new long[bins];
    for (Part part : parts.values()) {
      for (int i = 0; i < bins; i++) {
        all[i] += part.chancePairs[i];
      }
    }
    return all;
  }

  /** The rejected rows of all partitions, or empty if they were too many to keep. */
  public Optional<List<Rejection>> rejections() {
    List<Rejection> all = new ArrayList<>();
    parts.values().forEach(part -> all.addAll(part.rejections));
    return all.size() == counts().faulty() ? Optional.of(all) : Optional.empty();
  }

  @Override
  public boolean isZero() {
    // Null while a task deserialises it: Spark has shown it to the heartbeats by then.
    return parts == null || parts.isEmpty();
  }

  @Override
  public ScanAccumulator copy() {
    ScanAccumulator copy = new ScanAccumulator(bins);
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
    rejected += other.value().values().stream().mapToLong(part -> part.counts.faulty()).sum();
    if (rejected > MAX_REJECTIONS) {
      parts.values().forEach(part -> part.rejections = List.of());
    }
  }

  @Override
  public SortedMap<Integer, Part> value() {
    return parts;
  }
}
