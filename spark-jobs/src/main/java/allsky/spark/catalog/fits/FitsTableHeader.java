package allsky.spark.catalog.fits;

import allsky.UserError;
import allsky.fits.FitsCards;
import allsky.fits.UnreadableImageException;
import allsky.spark.fault.Storage;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The layout of a binary table in a FITS file: the offset and number of its rows, and its columns.
 *
 * @param path an absolute path, because executors have other working folders
 * @param packed true if the file is compressed, so that its rows can only be read in order
 * @param dataOffset bytes from the start of the decompressed file to the first row
 * @param rowBytes NAXIS1
 * @param rowCount NAXIS2
 * @param notes columns that are skipped, a sentence each
 */
record FitsTableHeader(
    String path,
    boolean packed,
    long dataOffset,
    int rowBytes,
    long rowCount,
    List<FitsColumn> columns,
    List<String> notes)
    implements Serializable {

  /** A task holds at least one row in memory; no known catalog has rows of 64 MiB. */
  private static final int WIDEST_ROW = 1 << 26;

  /**
   * Reads the header of the table at an offset in a file.
   *
   * @param offset bytes from the start of the decompressed file to the table's header
   * @throws UserError if there is no table, its sizes are not valid, or the file is truncated
   */
  static FitsTableHeader read(Path file, long offset, Configuration hadoop) {
    try (FitsBytes bytes = FitsBytes.open(file, hadoop)) {
      FitsCards cards =
          FitsCards.extension(bytes.from(offset))
              .orElseThrow(
                  () -> new UnreadableImageException("the file changed while it was" + " read"));
      return of(file, new FitsTable(0, "", cards, offset), hadoop);
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  /**
   * The layout that the header of a table describes.
   *
   * @throws UserError as {@link #read}
   */
  static FitsTableHeader of(Path file, FitsTable table, Configuration hadoop) {
    try {
      FileSystem files = file.getFileSystem(hadoop);
      boolean packed = FitsBytes.isPacked(file, hadoop);
      long length = packed ? Long.MAX_VALUE : files.getFileStatus(file).getLen();
      return read(files.makeQualified(file).toString(), packed, table, length);
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  private static FitsTableHeader read(String path, boolean packed, FitsTable table, long length)
      throws UnreadableImageException {
    FitsCards cards = table.cards();
    if (table.isCompressed()) {
      throw new UnreadableImageException("its table is compressed; unpack it with funpack");
    }
    if (cards.size("NAXIS") != 2 || cards.integer("BITPIX") != Byte.SIZE) {
      throw new UnreadableImageException("its table does not have NAXIS = 2 and BITPIX = 8");
    }
    if (cards.integer("GCOUNT", 1) != 1) {
      throw new UnreadableImageException(
          "its GCOUNT is " + cards.text("GCOUNT") + "; a table has 1");
    }
    int rowBytes = rowBytes(cards);
    requireIn(table, rowBytes, length);
    FitsColumns columns = FitsColumns.of(cards);
    if (columns.rowBytes() == 0 || columns.rowBytes() > rowBytes) {
      throw new UnreadableImageException(
          String.format(
              "its columns take %d bytes, but a row (NAXIS1) has" + " %d",
              columns.rowBytes(), rowBytes));
    }
    return new FitsTableHeader(
        path,
        packed,
        table.dataOffset(),
        rowBytes,
        table.rows(),
        columns.columns(),
        columns.notes());
  }

  private static int rowBytes(FitsCards cards) throws UnreadableImageException {
    long bytes = cards.size("NAXIS1");
    if (bytes == 0 || bytes > WIDEST_ROW) {
      throw new UnreadableImageException(
          "its NAXIS1 is " + bytes + "; a row has 1 to " + WIDEST_ROW + " bytes");
    }
    return (int) bytes;
  }

  private static void requireIn(FitsTable table, int rowBytes, long length)
      throws UnreadableImageException {
    // The sum cannot overflow: FitsCards rejects sizes that no file can have.
    if (table.dataOffset() + table.cards().dataBytes() > length) {
      long there = Math.max(0, length - table.dataOffset()) / rowBytes;
      throw new UnreadableImageException(
          there < table.rows()
              ? String.format(
                  "the file is truncated; its header promises %d rows, but it has %d",
                  table.rows(), there)
              : "the file is truncated; all rows are there, but the arrays after them (PCOUNT)"
                  + " are incomplete");
    }
  }

  private static UserError unreadable(String path, IOException e) {
    return new UserError("Cannot read " + path + ": " + Storage.reason(e) + ".", e);
  }

  /** The table's columns as Spark's schema. */
  StructType schema() {
    return new StructType(columns.stream().map(FitsColumn::field).toArray(StructField[]::new));
  }

  /** The column with this name in {@link #schema}. */
  FitsColumn column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst().orElseThrow();
  }
}
