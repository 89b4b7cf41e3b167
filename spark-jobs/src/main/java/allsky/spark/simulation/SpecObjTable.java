package allsky.spark.simulation;

import allsky.simulation.spectra.Spectrum;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import nom.tam.fits.FitsException;
import nom.tam.fits.Header;
import nom.tam.util.FitsOutputStream;

/**
 * Writes a FITS binary table with the names and types of SDSS's {@code specObj}: upper-case names,
 * text padded with spaces, SPECOBJID as text of 22 characters. Rows are streamed, so the table may
 * be larger than the heap.
 */
final class SpecObjTable {

  private static final int BLOCK = 2880;

  private enum Column {
    SPECOBJID("22A", 22, "simulated key of the spectrum"),
    PLATE("J", 4, "plate number"),
    MJD("J", 4, "modified Julian date"),
    FIBERID("J", 4, "fibre number"),
    PLUG_RA("D", 8, "[deg] right ascension of the fibre"),
    PLUG_DEC("D", 8, "[deg] declination of the fibre"),
    CLASS("6A", 6, "class of the best fit"),
    SUBCLASS("21A", 21, "subclass of the best fit"),
    Z("E", 4, "redshift of the best fit"),
    Z_ERR("E", 4, "error of Z"),
    ZWARNING("J", 4, "bit mask of doubts, 0 is good"),
    SN_MEDIAN_ALL("E", 4, "median signal-to-noise ratio"),
    SPECPRIMARY("B", 1, "1 for the best spectrum of an object");

    private final String form;
    private final int bytes;
    private final String comment;

    Column(String form, int bytes, String comment) {
      this.form = form;
      this.bytes = bytes;
      this.comment = comment;
    }
  }

  private SpecObjTable() {}

  /** A spectrum as one row of the file. */
  static byte[] encode(Spectrum spectrum) {
    ByteBuffer row = ByteBuffer.allocate(rowBytes());
    putText(row, spectrum.specObjId(), Column.SPECOBJID);
    row.putInt(spectrum.plate()).putInt(spectrum.mjd()).putInt(spectrum.fiberId());
    row.putDouble(spectrum.ra()).putDouble(spectrum.dec());
    putText(row, spectrum.sourceClass().name(), Column.CLASS);
    putText(row, spectrum.subclass(), Column.SUBCLASS);
    row.putFloat((float) spectrum.z()).putFloat((float) spectrum.zErr());
    row.putInt(spectrum.zWarning()).putFloat((float) spectrum.snMedianAll());
    row.put((byte) (spectrum.primary() ? 1 : 0));
    return row.array();
  }

  /**
   * Writes the complete file: an empty primary HDU and the table.
   *
   * @param rows rows from {@link #encode}
   * @param count number of rows
   */
  static void write(Iterator<byte[]> rows, long count, OutputStream stream) throws IOException {
    OutputStream out = new BufferedOutputStream(stream, 1 << 16);
    try {
      FitsOutputStream headers = new FitsOutputStream(out);
      primaryHeader().write(headers);
      headers.flush();
    } catch (FitsException e) {
      throw new IOException("Cannot write the header of specObj", e);
    }
    writeTable(rows, count, out);
  }

  /**
   * Writes only the table.
   *
   * @param rows rows from {@link #encode}
   * @param count number of rows
   */
  static void writeTable(Iterator<byte[]> rows, long count, OutputStream out) throws IOException {
    try {
      FitsOutputStream headers = new FitsOutputStream(out);
      tableHeader(count).write(headers);
      headers.flush();
    } catch (FitsException e) {
      throw new IOException("Cannot write the header of specObj", e);
    }
    long written = 0;
    while (rows.hasNext()) {
      out.write(rows.next());
      written++;
    }
    if (written != count) {
      throw new IllegalStateException("Invalid row count (" + count + " expected): " + written);
    }
    long rest = written * rowBytes() % BLOCK;
    out.write(new byte[(int) ((BLOCK - rest) % BLOCK)]);
    out.flush();
  }

  /** The header of a file without pixels, before a table. */
  static Header primaryHeader() throws FitsException {
    Header header = new Header();
    header.addValue("SIMPLE", true, "conforms to FITS standard");
    header.addValue("BITPIX", 8, "no pixels here");
    header.addValue("NAXIS", 0, "no array");
    header.addValue("EXTEND", true, "the table is an extension");
    header.addValue("ORIGIN", "SIMULATED by allsky", "origin of the data");
    header.insertComment("SIMULATED spectra: made by allsky simulate-sky, not by SDSS");
    return header;
  }

  private static Header tableHeader(long count) throws FitsException {
    Header header = new Header();
    header.addValue("XTENSION", "BINTABLE", "binary table extension");
    header.addValue("BITPIX", 8, "bytes");
    header.addValue("NAXIS", 2, "rows of bytes");
    header.addValue("NAXIS1", rowBytes(), "bytes of a row");
    header.addValue("NAXIS2", count, "rows");
    header.addValue("PCOUNT", 0, "no heap");
    header.addValue("GCOUNT", 1, "one group");
    header.addValue("TFIELDS", Column.values().length, "columns");
    for (Column column : Column.values()) {
      int number = column.ordinal() + 1;
      header.addValue("TTYPE" + number, column.name(), column.comment);
      header.addValue("TFORM" + number, column.form, "");
    }
    header.addValue("EXTNAME", "SPECOBJ", "SIMULATED");
    header.addValue("ORIGIN", "SIMULATED by allsky", "origin of the data");
    return header;
  }

  private static int rowBytes() {
    int sum = 0;
    for (Column column : Column.values()) {
      sum += column.bytes;
    }
    return sum;
  }

  private static void putText(ByteBuffer row, String text, Column column) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    row.put(bytes);
    for (int i = bytes.length; i < column.bytes; i++) {
      row.put((byte) ' ');
    }
  }
}
