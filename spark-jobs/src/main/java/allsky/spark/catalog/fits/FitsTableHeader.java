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
 * A binary table of a FITS file: where its rows lie and what is in them.
 *
 * @param path absolute: executors have other working folders
 * @param packed true where the file is packed, so that its rows can only be read one after another
 * @param dataOffset bytes from the start of the unpacked file to the first row
 * @param rowBytes NAXIS1
 * @param rowCount NAXIS2
 * @param notes columns that are left out, a sentence each
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

  /** A task holds a row or more in memory; 64 MiB are more than any catalog's. */
  private static final int WIDEST_ROW = 1 << 26;

  /**
   * Reads the header of the table at a place in a file.
   *
   * @param offset bytes from the start of the unpacked file to the table's header
   * @throws UserError where there is none, its sizes cannot be, or the file ends too early
   */
  static FitsTableHeader read(Path file, long offset, Configuration hadoop) {
    try (FitsBytes bytes = FitsBytes.open(file, hadoop)) {
      FitsCards cards =
          FitsCards.extension(bytes.from(offset))
              .orElseThrow(() -> new UnreadableImageException("it was changed in the meantime"));
      return of(file, new FitsTable(0, "", cards, offset), hadoop);
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  /**
   * What the header of a table says.
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
      throw new UnreadableImageException("its table has not NAXIS 2 and BITPIX 8");
    }
    if (cards.integer("GCOUNT", 1) != 1) {
      throw new UnreadableImageException(
          "its GCOUNT is " + cards.text("GCOUNT") + "; that of a table is 1");
    }
    int rowBytes = rowBytes(cards);
    requireIn(table, rowBytes, length);
    FitsColumns columns = FitsColumns.of(cards);
    if (columns.rowBytes() == 0 || columns.rowBytes() > rowBytes) {
      throw new UnreadableImageException(
          String.format(
              "its columns take %d bytes of a row, which has %d", columns.rowBytes(), rowBytes));
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
          "its NAXIS1 is " + bytes + "; rows have 1 to " + WIDEST_ROW + " bytes");
    }
    return (int) bytes;
  }

  private static void requireIn(FitsTable table, int rowBytes, long length)
      throws UnreadableImageException {
    // The sum is exact: FitsCards refuses sizes that no file has.
    if (table.dataOffset() + table.cards().dataBytes() > length) {
      long there = Math.max(0, length - table.dataOffset()) / rowBytes;
      throw new UnreadableImageException(
          there < table.rows()
              ? String.format(
                  "the file is truncated; its header promises %d rows, %d are there",
                  table.rows(), there)
              : "the file is truncated; its rows are there, the arrays behind them (PCOUNT) are"
                  + " not");
    }
  }

  private static UserError unreadable(String path, IOException e) {
    return new UserError("Cannot read " + path + ": " + Storage.reason(e) + ".", e);
  }

  /** The table's columns as Spark's schema. */
  StructType schema() {
    return new StructType(columns.stream().map(FitsColumn::field).toArray(StructField[]::new));
  }

  /** The column of a name in {@link #schema}. */
  FitsColumn column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst().orElseThrow();
  }
}
