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
 * @param tables in their order, without compressed images (ZIMAGE)
 * @param others the other HDUs of the file, such as "HDU 1 is an ASCII table"
 * @param notes on HDUs after the tables that cannot be read
 */
record FitsTables(List<FitsTable> tables, List<String> others, List<String> notes) {

  /**
   * Reads the headers of a file.
   *
   * @throws UnreadableImageException if the file is not a FITS file, or a header before the first
   *     table is not valid
   */
  static FitsTables of(Path path, Configuration hadoop) throws IOException {
    FileSystem files = path.getFileSystem(hadoop);
    long length =
        FitsBytes.isPacked(path, hadoop) ? Long.MAX_VALUE : files.getFileStatus(path).getLen();
    FitsTables found = new FitsTables(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try (FitsBytes bytes = FitsBytes.open(path, hadoop)) {
      found.scan(bytes, length);
    } catch (EOFException | ZipException e) {
      throw new UnreadableImageException("it is truncated, or its compression is damaged", e);
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

  /** Damage after a table does not make the table unusable. */
  private void noteOrThrow(int number, UnreadableImageException e) throws UnreadableImageException {
    if (tables.isEmpty()) {
      throw e;
    }
    notes.add("the part after HDU " + number + " cannot be read: " + e.getMessage());
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

  /** The last block of a compressed file may lack its padding. */
  private static InputStream fromOrEnd(FitsBytes bytes, long offset) throws IOException {
    try {
      return bytes.from(offset);
    } catch (EOFException e) {
      return InputStream.nullInputStream();
    }
  }
}
