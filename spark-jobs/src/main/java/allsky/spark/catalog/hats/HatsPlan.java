package allsky.spark.catalog.hats;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which cells have files: as large as the threshold of rows allows, none empty, none inside
 * another, in the order of {@code _healpix_29}.
 */
final class HatsPlan implements Serializable {

  /** Rows are counted by cells of this order: 0.05 square degrees, 786,432 numbers. */
  static final int COUNT_ORDER = 8;

  /**
   * A cell's file.
   *
   * @param rows how many it holds
   */
  record HatsFile(HatsCell cell, long rows) implements Serializable {}

  private final List<HatsFile> files;
  private final long[] first29;

  private HatsPlan(List<HatsFile> files) {
    this.files = List.copyOf(files);
    this.first29 = files.stream().mapToLong(file -> file.cell().first29()).toArray();
  }

  /**
   * Plans the files.
   *
   * @param counts rows by cell of order {@value #COUNT_ORDER}
   * @param maxRows a cell with more is split into its four, down to order {@value #COUNT_ORDER}
   */
  static HatsPlan of(long[] counts, long maxRows) {
    List<HatsFile> files = new ArrayList<>();
    for (int cell = 0; cell < 12; cell++) {
      add(new HatsCell(0, cell), counts, maxRows, files);
    }
    return new HatsPlan(files);
  }

  private static void add(HatsCell cell, long[] counts, long maxRows, List<HatsFile> files) {
    int shift = 2 * (COUNT_ORDER - cell.order());
    int from = (int) (cell.number() << shift);
    long rows = Arrays.stream(counts, from, from + (1 << shift)).sum();
    if (rows == 0) {
      return;
    }
    if (rows <= maxRows || cell.order() == COUNT_ORDER) {
      files.add(new HatsFile(cell, rows));
      return;
    }
    for (int child = 0; child < 4; child++) {
      HatsCell part = new HatsCell(cell.order() + 1, 4 * cell.number() + child);
      add(part, counts, maxRows, files);
    }
  }

  /** The files in the order of their cells on the sky. */
  List<HatsFile> files() {
    return files;
  }

  /** The place in {@link #files} of the file that a row belongs to. */
  int fileOf(long cell29) {
    int place = Arrays.binarySearch(first29, cell29);
    return place >= 0 ? place : -place - 2;
  }

  /** All rows. */
  long rows() {
    return files.stream().mapToLong(HatsFile::rows).sum();
  }

  /** The lowest order of a file. */
  int lowestOrder() {
    return files.stream().mapToInt(file -> file.cell().order()).min().orElse(0);
  }

  /** The deepest order of a file. */
  int deepestOrder() {
    return files.stream().mapToInt(file -> file.cell().order()).max().orElse(0);
  }

  /** The files' share of the sky. */
  double skyFraction() {
    return files.stream().mapToDouble(file -> file.cell().skyFraction()).sum();
  }

  /** {@code partition_info.csv}. */
  String partitionInfo() {
    StringBuilder text = new StringBuilder("Norder,Npix\n");
    for (HatsFile file : files) {
      text.append(file.cell().order()).append(',').append(file.cell().number()).append('\n');
    }
    return text.toString();
  }
}
