package allsky.spark.catalog;

import allsky.UserError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nom.tam.fits.Header;
import nom.tam.util.FitsInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The first binary table of a FITS file: where its rows lie and what is in them.
 *
 * @param dataOffset bytes from the start of the file to the first row
 * @param rowBytes NAXIS1
 * @param rowCount NAXIS2
 * @param notes columns that are left out, a sentence each
 */
record FitsTableHeader(
    String path,
    long dataOffset,
    int rowBytes,
    long rowCount,
    List<FitsColumn> columns,
    List<String> notes)
    implements Serializable {

  private static final int BLOCK_BYTES = 2880;
  private static final int CARD_BYTES = 80;

  /** TFORM: repeat count and code; what follows is a convention's own. */
  private static final Pattern FORM = Pattern.compile("(\\d*)([A-Z])(.*)");

  /**
   * Reads the headers up to the first binary table.
   *
   * @throws UserError where the file is no FITS file, holds no binary table or ends too early
   */
  static FitsTableHeader read(String path, Configuration hadoop) {
    Path file = new Path(path);
    try {
      FileSystem files = file.getFileSystem(hadoop);
      long length = files.getFileStatus(file).getLen();
      try (FSDataInputStream stream = files.open(file)) {
        return read(path, stream, length).at(files.makeQualified(file));
      }
    } catch (IOException e) {
      throw new UserError("Cannot read " + path + ": " + e.getMessage(), e);
    }
  }

  /** The same with an absolute path: executors have other working folders. */
  private FitsTableHeader at(Path file) {
    return new FitsTableHeader(file.toString(), dataOffset, rowBytes, rowCount, columns, notes);
  }

  private static FitsTableHeader read(String path, FSDataInputStream stream, long length)
      throws IOException {
    long offset = 0;
    while (offset < length) {
      stream.seek(offset);
      byte[] blocks = headerBlocks(path, stream);
      Header header = Header.readHeader(new FitsInputStream(new ByteArrayInputStream(blocks)));
      long dataOffset = offset + blocks.length;
      if ("BINTABLE".equals(header.getStringValue("XTENSION"))) {
        return table(path, header, dataOffset, length);
      }
      offset = dataOffset + padded(header.getDataSize());
    }
    throw new UserError("Cannot read " + path + ": the FITS file holds no binary table.");
  }

  /** The blocks of a header, to the one with the END card. */
  private static byte[] headerBlocks(String path, FSDataInputStream stream) throws IOException {
    ByteArrayOutputStream blocks = new ByteArrayOutputStream();
    while (true) {
      byte[] block = stream.readNBytes(BLOCK_BYTES);
      if (block.length < BLOCK_BYTES) {
        throw new UserError("Cannot read " + path + ": a FITS header ends too early.");
      }
      blocks.write(block);
      for (int card = 0; card < BLOCK_BYTES; card += CARD_BYTES) {
        if (new String(block, card, 8, StandardCharsets.US_ASCII).equals("END     ")) {
          return blocks.toByteArray();
        }
      }
    }
  }

  private static FitsTableHeader table(String path, Header header, long dataOffset, long length) {
    int rowBytes = Math.toIntExact(header.getLongValue("NAXIS1"));
    long rowCount = header.getLongValue("NAXIS2");
    if (header.getBooleanValue("ZTABLE", false)) {
      throw new UserError(
          "Cannot read " + path + ": its table is compressed; unpack it with funpack.");
    }
    if (dataOffset + rowBytes * rowCount > length) {
      throw new UserError(
          String.format(
              "Cannot read %s: the file is truncated; its header promises %d rows, %d are there.",
              path, rowCount, Math.max(0, (length - dataOffset) / rowBytes)));
    }
    List<FitsColumn> columns = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    int offset = 0;
    for (int i = 1; i <= header.getIntValue("TFIELDS"); i++) {
      offset += addColumn(path, header, i, offset, columns, notes);
    }
    if (offset == 0 || offset > rowBytes) {
      throw new UserError(
          String.format(
              "Cannot read %s: its columns take %d bytes of a row, which has %d.",
              path, offset, rowBytes));
    }
    return new FitsTableHeader(
        path, dataOffset, rowBytes, rowCount, List.copyOf(columns), List.copyOf(notes));
  }

  /** Adds a column, or a note why it is left out, and tells how many bytes of a row it takes. */
  private static int addColumn(
      String path,
      Header header,
      int number,
      int offset,
      List<FitsColumn> columns,
      List<String> notes) {
    String name = header.getStringValue("TTYPE" + number, "column" + number).trim();
    String form = header.getStringValue("TFORM" + number, "").trim();
    Matcher parts = FORM.matcher(form);
    if (!parts.matches()) {
      throw new UserError(
          "Cannot read " + path + ": column " + name + " has the unknown form '" + form + "'.");
    }
    int repeat = parts.group(1).isEmpty() ? 1 : Integer.parseInt(parts.group(1));
    char code = parts.group(2).charAt(0);
    String dimensions = header.getStringValue("TDIM" + number, "").trim();
    FitsText texts =
        code == 'A' ? FitsText.of(repeat, parts.group(3), dimensions).orElse(null) : null;
    if (FitsColumn.width(code) == 0 || repeat == 0) {
      notes.add("column " + name + " (" + form + ") is left out: Spark has no such type");
    } else if (code == 'A' && texts == null) {
      notes.add(
          ("column " + name + " (" + form + " " + dimensions).strip()
              + ") is left out: its texts cannot be told apart");
    } else {
      columns.add(column(header, number, name, offset, code, repeat, texts));
    }
    return storedBytes(path, name, code, repeat);
  }

  private static FitsColumn column(
      Header header, int number, String name, int offset, char code, int repeat, FitsText texts) {
    String nullKey = "TNULL" + number;
    return FitsColumn.of(
        name,
        offset,
        code,
        repeat,
        header.getStringValue("TUNIT" + number, "").trim(),
        header.getDoubleValue("TSCAL" + number, 1),
        header.getDoubleValue("TZERO" + number, 0),
        header.containsKey(nullKey) ? header.getLongValue(nullKey) : null,
        texts);
  }

  private static int storedBytes(String path, String name, char code, int repeat) {
    return switch (code) {
      case 'X' -> (repeat + 7) / 8;
      case 'C', 'P' -> 8 * repeat;
      case 'M', 'Q' -> 16 * repeat;
      default -> {
        if (FitsColumn.width(code) == 0) {
          throw new UserError(
              "Cannot read " + path + ": column " + name + " has the unknown type " + code + ".");
        }
        yield FitsColumn.width(code) * repeat;
      }
    };
  }

  /** The table's columns as Spark's schema. */
  StructType schema() {
    return new StructType(columns.stream().map(FitsColumn::field).toArray(StructField[]::new));
  }

  /** The column of a name in {@link #schema}. */
  FitsColumn column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst().orElseThrow();
  }

  private static long padded(long bytes) {
    return (bytes + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
  }
}
