package allsky.sky;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * A region of the sky as a set of HEALPix cells, a multi-order coverage map (IVOA MOC 2.0). It is
 * held as ranges of cells of order 29: 16 bytes a range.
 */
public final class Moc implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final long CELLS = 12L << (2 * Healpix.MAX_ORDER);

  /** More than the angle from the centre of a cell of order 0 to its farthest corner, degrees. */
  private static final double REACH_OF_BASE_CELL_DEG = 49;

  /** More than the side of a cell of order 0, in units of which {@link #mayReach} looks around. */
  private static final double SIDE_OF_BASE_CELL_DEG = 58;

  private static final double SIDES_OF_DISTANCE = 8;

  private static final String NO_LIST = "it is no list of HEALPix cells, such as 3/1-3,7 4/40";

  private static final Pattern JSON_ORDER =
      Pattern.compile("\"\\s*(\\d{1,2})\\s*\"\\s*:\\s*\\[([\\d,\\s]*)]");
  private static final Pattern CELL = Pattern.compile("(\\d{1,18})(?:-(\\d{1,18}))?");

  private final long[] from;
  private final long[] to;
  private final double decFromDeg;
  private final double decToDeg;

  private Moc(List<Range> ranges) {
    List<Range> sorted = ranges.stream().sorted(Comparator.comparingLong(Range::from)).toList();
    long[] starts = new long[sorted.size()];
    long[] ends = new long[sorted.size()];
    int size = 0;
    for (Range range : sorted) {
      if (size > 0 && range.from <= ends[size - 1]) {
        ends[size - 1] = Math.max(ends[size - 1], range.to);
      } else {
        starts[size] = range.from;
        ends[size++] = range.to;
      }
    }
    this.from = Arrays.copyOf(starts, size);
    this.to = Arrays.copyOf(ends, size);
    this.decFromDeg = Math.max(-90, -extreme(-1));
    this.decToDeg = Math.min(90, extreme(1));
  }

  /** Cells of order 29 from one, up to but without another. */
  private record Range(long from, long to) {

    private Range {
      if (from < 0 || from >= to || to > CELLS) {
        throw new IllegalArgumentException("Invalid range of HEALPix cells: " + from + " to " + to);
      }
    }

    static Range ofCells(int order, long first, long last) {
      long ofOrder = order > Healpix.MAX_ORDER ? 0 : 12L << (2 * order);
      if (first < 0 || last >= ofOrder || first > last) {
        throw new IllegalArgumentException(
            "Invalid HEALPix cell of order " + order + ": " + (first > last ? first : last));
      }
      int shift = 2 * (Healpix.MAX_ORDER - order);
      return new Range(first << shift, (last + 1) << shift);
    }
  }

  /**
   * A map from ranges of cells of order 29.
   *
   * @param bounds of each range the first cell and the first cell after it
   * @throws IllegalArgumentException if there is an invalid range
   */
  public static Moc ofRanges(long[] bounds) {
    if (bounds.length % 2 != 0) {
      throw new IllegalArgumentException("The last range of HEALPix cells has no end.");
    }
    return new Moc(
        LongStream.iterate(0, i -> i < bounds.length, i -> i + 2)
            .mapToObj(i -> new Range(bounds[(int) i], bounds[(int) i + 1]))
            .toList());
  }

  /**
   * A map from cells as single numbers: the number of a cell plus {@code 4 * 4^order}.
   *
   * @throws IllegalArgumentException if a number is no cell
   */
  public static Moc ofUniq(long[] numbers) {
    return new Moc(
        LongStream.of(numbers)
            .mapToObj(
                number -> {
                  if (number < 4) {
                    throw new IllegalArgumentException("Invalid HEALPix cell (NUNIQ): " + number);
                  }
                  int order = (61 - Long.numberOfLeadingZeros(number)) / 2;
                  long cell = number - (4L << (2 * order));
                  return Range.ofCells(order, cell, cell);
                })
            .toList());
  }

  /** True for a text that {@link #ofText} may read: no path begins like it. */
  public static boolean isText(String text) {
    String trimmed = text.strip();
    return trimmed.startsWith("{") || trimmed.matches("\\d{1,2}/[\\d,\\-/\\s]*");
  }

  /**
   * Reads a map as text, such as {@code 3/1-3,7 4/40}, or as JSON, such as {@code {"3": [1, 2,
   * 3]}}.
   *
   * @throws IllegalArgumentException if it is neither, or has no cells
   */
  public static Moc ofText(String text) {
    String trimmed = text.strip();
    List<Range> ranges = trimmed.startsWith("{") ? ofJson(trimmed) : ofAscii(trimmed);
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException(NO_LIST);
    }
    return new Moc(ranges);
  }

  private static List<Range> ofAscii(String text) {
    List<Range> ranges = new ArrayList<>();
    String order = null;
    for (String word : text.split("[\\s,]+", -1)) {
      int slash = word.indexOf('/');
      order = slash < 0 ? order : word.substring(0, slash);
      String cells = word.substring(slash + 1);
      if (order == null || !order.matches("\\d{1,2}")) {
        throw new IllegalArgumentException(NO_LIST + ", at " + word);
      }
      if (!cells.isEmpty()) {
        ranges.add(cells(order, cells));
      }
    }
    return ranges;
  }

  private static List<Range> ofJson(String text) {
    List<Range> ranges = new ArrayList<>();
    Matcher orders = JSON_ORDER.matcher(text);
    while (orders.find()) {
      for (String cell : orders.group(2).split("[\\s,]+", -1)) {
        if (!cell.isEmpty()) {
          ranges.add(cells(orders.group(1), cell));
        }
      }
    }
    String rest = orders.replaceAll("");
    if (!rest.matches("[{},\\s]*")) {
      throw new IllegalArgumentException(NO_LIST + ", at " + rest.strip());
    }
    return ranges;
  }

  private static Range cells(String order, String text) {
    Matcher cells = CELL.matcher(text);
    if (!cells.matches()) {
      throw new IllegalArgumentException(NO_LIST + ", at " + text);
    }
    long first = Long.parseLong(cells.group(1));
    long last = cells.group(2) == null ? first : Long.parseLong(cells.group(2));
    return Range.ofCells(Integer.parseInt(order), first, last);
  }

  /** True for a position in a cell of the map. */
  public boolean contains(double raDeg, double decDeg) {
    long cell = Healpix.cell(Healpix.MAX_ORDER, raDeg, decDeg);
    return meets(cell, cell + 1);
  }

  /**
   * False only if a position is farther from the map than a distance. True for all positions within
   * the distance, and for others near it.
   *
   * @param distanceDeg 0 to 180
   */
  public boolean mayReach(double raDeg, double decDeg, double distanceDeg) {
    int order = 0;
    while (order < Healpix.MAX_ORDER
        && SIDE_OF_BASE_CELL_DEG / (2 << order) >= SIDES_OF_DISTANCE * distanceDeg) {
      order++;
    }
    if (SIDE_OF_BASE_CELL_DEG / (1 << order) < SIDES_OF_DISTANCE * distanceDeg) {
      return true;
    }
    int shift = 2 * (Healpix.MAX_ORDER - order);
    return LongStream.of(Healpix.cellsAround(order, raDeg, decDeg, distanceDeg * 3600))
        .anyMatch(cell -> meets(cell << shift, (cell + 1) << shift));
  }

  private boolean meets(long first, long end) {
    int found = Arrays.binarySearch(from, first);
    int before = found < 0 ? -found - 2 : found;
    return (before >= 0 && to[before] > first)
        || (before + 1 < from.length && from[before + 1] < end);
  }

  /** A declination south of the map, or on its southern end. */
  public double decFromDeg() {
    return decFromDeg;
  }

  /** A declination north of the map, or on its northern end. */
  public double decToDeg() {
    return decToDeg;
  }

  /**
   * The cells as single numbers, ascending: the number of a cell plus {@code 4 * 4^order}. There
   * are as few cells as possible: four cells of the same larger one are that one.
   */
  public long[] toUniq() {
    LongStream.Builder numbers = LongStream.builder();
    for (int i = 0; i < from.length; i++) {
      long cell = from[i];
      while (cell < to[i]) {
        int order = largest(cell, to[i]);
        int shift = 2 * (Healpix.MAX_ORDER - order);
        numbers.add((4L << (2 * order)) + (cell >> shift));
        cell += 1L << shift;
      }
    }
    return numbers.build().sorted().toArray();
  }

  /** The part of the sphere that the map covers, 0 to 1. */
  public double fraction() {
    double cells = 0;
    for (int i = 0; i < from.length; i++) {
      cells += to[i] - from[i];
    }
    return cells / CELLS;
  }

  /** The greatest declination times a sign that a cell may reach, from the largest cells. */
  private double extreme(int sign) {
    double most = -90;
    for (int i = 0; i < from.length; i++) {
      long cell = from[i];
      while (cell < to[i]) {
        int order = largest(cell, to[i]);
        int shift = 2 * (Healpix.MAX_ORDER - order);
        double reach = REACH_OF_BASE_CELL_DEG / (1 << order);
        most = Math.max(most, sign * Healpix.centre(order, cell >> shift).decDeg() + reach);
        cell += 1L << shift;
      }
    }
    return most;
  }

  /** The order of the largest cell that begins at a cell of order 29 and ends before another. */
  private static int largest(long cell, long end) {
    int shift = cell == 0 ? 2 * Healpix.MAX_ORDER : Long.numberOfTrailingZeros(cell) & ~1;
    shift = Math.min(shift, 2 * Healpix.MAX_ORDER);
    while (cell + (1L << shift) > end) {
      shift -= 2;
    }
    return Healpix.MAX_ORDER - shift / 2;
  }
}
