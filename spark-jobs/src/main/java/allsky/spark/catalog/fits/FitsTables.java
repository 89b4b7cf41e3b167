package allsky.spark.catalog.fits;

import allsky.fits.FitsCards;
import allsky.fits.UnreadableImageException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The binary tables of a FITS file.
 *
 * @param tables in their order; compressed images (ZIMAGE) are none
 * @param others what else the file holds, such as "HDU 1 is an ASCII table"
 * @param notes what follows the tables and cannot be read
 */
record FitsTables(List<FitsTable> tables, List<String> others, List<String> notes) {

  /**
   * Reads the headers of a file.
   *
   * @throws UnreadableImageException where it is no FITS file, or a header before the first table
   *     cannot be used
   */
  static FitsTables of(Path path, Configuration hadoop) throws IOException {
    FileSystem files = path.getFileSystem(hadoop);
    long length =
        FitsBytes.isPacked(path, hadoop) ? Long.MAX_VALUE : files.getFileStatus(path).getLen();
    FitsTables found = new FitsTables(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try (FitsBytes bytes = FitsBytes.open(path, hadoop)) {
      found.scan(bytes, length);
    } catch (EOFException | ZipException e) {
      throw new UnreadableImageException("it is cut off, or its packing is corrupt", e);
    }
    return found;
  }

  private void scan(FitsBytes bytes, long length) throws IOException {
    long offset = 0;
    Optional<FitsCards> next = Optional.of(FitsCards.primary(bytes.from(0)));
    for (int number = 0; next.isPresent(); number++) {
      FitsCards cards = next.get();
      bytes.advance(cards.headerBytes());
      add(number, cards, offset);
      long data = offset + cards.headerBytes();
      try {
        offset = data + cards.dataBytesInBlocks();
        next = offset < length ? next(bytes, data + cards.dataBytes(), offset) : Optional.empty();
      } catch (UnreadableImageException e) {
        noteOrThrow(number, e);
        next = Optional.empty();
      }
    }
  }

  /** What follows a table is no reason to refuse the table. */
  private void noteOrThrow(int number, UnreadableImageException e) throws UnreadableImageException {
    if (tables.isEmpty()) {
      throw e;
    }
    notes.add("what follows its HDU " + number + " cannot be read: " + e.getMessage());
  }

  private void add(int number, FitsCards cards, long offset) {
    String kind = cards.text("XTENSION");
    if (kind.equals("TABLE")) {
      others.add("HDU " + number + " is an ASCII table");
    } else if (kind.equals("BINTABLE") && cards.text("ZIMAGE").equals("T")) {
      others.add("HDU " + number + " is a compressed image");
    } else if (kind.equals("BINTABLE") || kind.equals("A3DTABLE")) {
      tables.add(new FitsTable(number, cards.text("EXTNAME"), cards, offset));
    }
  }

  private static Optional<FitsCards> next(FitsBytes bytes, long dataEnd, long offset)
      throws IOException {
    bytes.from(dataEnd);
    return FitsCards.extension(fromOrEnd(bytes, offset));
  }

  /** The last block of a packed file may lack its filling. */
  private static InputStream fromOrEnd(FitsBytes bytes, long offset) throws IOException {
    try {
      return bytes.from(offset);
    } catch (EOFException e) {
      return InputStream.nullInputStream();
    }
  }
}
