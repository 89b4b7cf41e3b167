package allsky.spark.crossmatch.pairs.attach;

import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.util.AccumulatorV2;

/**
 * A Spark accumulator that sums up the pairs of each indexed row: their number, and the nearest of
 * the scanned rows. A task sends one entry for each indexed row that it found. Each partition
 * counts once, even if Spark runs its task again.
 */
final class IndexedHits extends AccumulatorV2<IndexedHits.Part, PartnerRanks> {

  private static final long serialVersionUID = 1L;

  private final int rows;
  private final boolean ranks;
  private final long maxBytes;
  private final BitSet partitions = new BitSet();
  private Part part;
  private transient Sums sums;

  /**
   * @param rows how many rows are indexed
   * @param ranks true if the nearest scanned row of each indexed row matters
   * @param maxBytes the maximum bytes that a task sends
   */
  IndexedHits(int rows, boolean ranks, long maxBytes) {
    this.rows = rows;
    this.ranks = ranks;
    this.maxBytes = maxBytes;
  }

  /** An empty part for the hits of a task. */
  Part newPart(int partition) {
    return new Part(partition, ranks, maxBytes);
  }

  @Override
  public void add(Part ofTask) {
    part = ofTask;
  }

  @Override
  public boolean isZero() {
    // Null while a task deserialises it: Spark has shown it to the heartbeats by then.
    return part == null && (partitions == null || partitions.isEmpty());
  }

  @Override
  public void merge(AccumulatorV2<Part, PartnerRanks> other) {
    Part more = ((IndexedHits) other).part;
    if (more != null && !partitions.get(more.partition)) {
      partitions.set(more.partition);
      sums().add(more);
    }
  }

  /** True if a task found too many indexed rows to send them. */
  boolean isIncomplete() {
    return sums().isIncomplete;
  }

  @Override
  public PartnerRanks value() {
    Sums all = sums();
    return new PartnerRanks(all.partners, all.partition, all.ordinal);
  }

  private Sums sums() {
    if (sums == null) {
      sums = new Sums(rows, ranks);
    }
    return sums;
  }

  @Override
  public void reset() {
    part = null;
    partitions.clear();
    sums = null;
  }

  @Override
  public IndexedHits copy() {
    IndexedHits copy = copyAndReset();
    copy.part = part;
    copy.partitions.or(partitions);
    copy.sums = sums;
    return copy;
  }

  @Override
  public IndexedHits copyAndReset() {
    return new IndexedHits(rows, ranks, maxBytes);
  }

  /** The hits of one task: an entry for each indexed row, in most cases, in order of arrival. */
  static final class Part implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int BYTES_OF_RANKED = 2 * Integer.BYTES + 3 * Long.BYTES + Integer.BYTES;

    /** So many entries are joined with later ones at a time. */
    private static final int MAX_OPEN = 100_000;

    private final int partition;
    private final boolean ranks;
    private final long maxBytes;
    private final transient Map<Integer, Integer> open = new HashMap<>();
    private boolean isIncomplete;
    private int size;
    private int[] row = new int[0];
    private int[] count = new int[0];
    private double[] sigmas = new double[0];
    private double[] separation = new double[0];
    private long[] tie = new long[0];
    private int[] ordinal = new int[0];

    Part(int partition, boolean ranks, long maxBytes) {
      this.partition = partition;
      this.ranks = ranks;
      this.maxBytes = maxBytes;
    }

    /** Adds a pair of an indexed row with a scanned row. */
    void add(int itsRow, double itsSigmas, double itsSeparation, long itsTie, int itsOrdinal) {
      if (isIncomplete) {
        return;
      }
      Integer entry = open.get(itsRow);
      if (entry != null) {
        count[entry]++;
        // The ordinals of a task rise, so an equal pair comes later.
        if (ranks && order(entry, itsSigmas, itsSeparation, itsTie) < 0) {
          set(entry, itsSigmas, itsSeparation, itsTie, itsOrdinal);
        }
        return;
      }
      open(itsRow);
      if (!isIncomplete && ranks) {
        set(size - 1, itsSigmas, itsSeparation, itsTie, itsOrdinal);
      }
    }

    private void open(int itsRow) {
      if (open.size() == MAX_OPEN) {
        open.clear();
      }
      if (size == row.length) {
        resize(Math.max(64, 2 * size));
      }
      if (!isIncomplete) {
        open.put(itsRow, size);
        row[size] = itsRow;
        count[size] = 1;
        size++;
      }
    }

    private void resize(int length) {
      if ((long) length * (ranks ? BYTES_OF_RANKED : 2 * Integer.BYTES) > maxBytes) {
        isIncomplete = true;
        size = 0;
        open.clear();
        row = new int[0];
        count = new int[0];
        setLengthOfRanks(0);
        return;
      }
      row = Arrays.copyOf(row, length);
      count = Arrays.copyOf(count, length);
      setLengthOfRanks(ranks ? length : 0);
    }

    private void setLengthOfRanks(int length) {
      sigmas = Arrays.copyOf(sigmas, length);
      separation = Arrays.copyOf(separation, length);
      tie = Arrays.copyOf(tie, length);
      ordinal = Arrays.copyOf(ordinal, length);
    }

    private int order(int entry, double itsSigmas, double itsSeparation, long itsTie) {
      int order = Double.compare(itsSigmas, sigmas[entry]);
      order = order != 0 ? order : Double.compare(itsSeparation, separation[entry]);
      return order != 0 ? order : Long.compare(itsTie, tie[entry]);
    }

    private void set(
        int entry, double itsSigmas, double itsSeparation, long itsTie, int itsOrdinal) {
      sigmas[entry] = itsSigmas;
      separation[entry] = itsSeparation;
      tie[entry] = itsTie;
      ordinal[entry] = itsOrdinal;
    }

    /** Makes the part as small as its entries, before it is sent. */
    Part trimmed() {
      row = Arrays.copyOf(row, size);
      count = Arrays.copyOf(count, size);
      setLengthOfRanks(ranks ? size : 0);
      open.clear();
      return this;
    }
  }

  /** The sums of all tasks, on the driver. */
  private static final class Sums {

    final int[] partners;
    final int[] partition;
    final int[] ordinal;
    private final double[] sigmas;
    private final double[] separation;
    private final long[] tie;
    private boolean isIncomplete;

    Sums(int rows, boolean ranks) {
      int ranked = ranks ? rows : 0;
      this.partners = new int[rows];
      this.partition = new int[ranked];
      this.ordinal = new int[ranked];
      this.sigmas = new double[ranked];
      this.separation = new double[ranked];
      this.tie = new long[ranked];
    }

    void add(Part part) {
      isIncomplete |= part.isIncomplete;
      for (int i = 0; i < part.size; i++) {
        int row = part.row[i];
        boolean isFirst = partners[row] == 0;
        partners[row] += part.count[i];
        if (part.ranks && (isFirst || isNearer(part, i, row))) {
          partition[row] = part.partition;
          ordinal[row] = part.ordinal[i];
          sigmas[row] = part.sigmas[i];
          separation[row] = part.separation[i];
          tie[row] = part.tie[i];
        }
      }
    }

    private boolean isNearer(Part part, int entry, int row) {
      int order = part.order(entry, sigmas[row], separation[row], tie[row]);
      order = order != 0 ? order : Integer.compare(partition[row], part.partition);
      order = order != 0 ? order : Integer.compare(ordinal[row], part.ordinal[entry]);
      return order > 0;
    }
  }
}
