package allsky.spark.catalog.hats;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The plan of the HEALPix cells that get files. Cells are as large as the row limit allows, not
 * empty, do not overlap, and are in the order of {@code _healpix_29}.
 */
final class HatsPlan implements Serializable {

  /** Rows are counted in cells of this order: 786,432 cells of 0.05 square degrees. */
  static final int COUNT_ORDER = 8;

  /**
   * The file of a cell.
   *
   * @param rows number of rows in the file
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
   * @param maxRows a cell with more rows is divided into four, down to order {@value #COUNT_ORDER}
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

  /** The index in {@link #files} of the file to which a row belongs. */
  int fileOf(long cell29) {
    int place = Arrays.binarySearch(first29, cell29);
    return place >= 0 ? place : -place - 2;
  }

  /** The number of all rows. */
  long rows() {
    return files.stream().mapToLong(HatsFile::rows).sum();
  }

  /** The lowest order of a cell with a file. */
  int lowestOrder() {
    return files.stream().mapToInt(file -> file.cell().order()).min().orElse(0);
  }

  /** The highest order of a cell with a file. */
  int deepestOrder() {
    return files.stream().mapToInt(file -> file.cell().order()).max().orElse(0);
  }

  /** The fraction of the sky that the cells cover. */
  double skyFraction() {
    return files.stream().mapToDouble(file -> file.cell().skyFraction()).sum();
  }

  /** The text of {@code partition_info.csv}. */
  String partitionInfo() {
    StringBuilder text = new StringBuilder("Norder,Npix\n");
    for (HatsFile file : files) {
      text.append(file.cell().order()).append(',').append(file.cell().number()).append('\n');
    }
    return text.toString();
  }
}
