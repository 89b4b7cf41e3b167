package allsky.spectrum;

import allsky.fits.FitsCards;
import allsky.fits.FitsForm;
import allsky.fits.UnreadableImageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A FITS binary table in a file of one spectrum. Names of columns are in any case. */
final class SpectrumTable {

  private static final String FLUX = "flux";
  private static final String WAVELENGTH = "loglam";
  private static final String WEIGHT = "ivar";

  /** More than 200 times the pixels of BOSS. */
  private static final long MAX_ROWS = 1_000_000;

  private static final int MAX_ROW_BYTES = 1 << 16;

  private final FitsCards cards;
  private final Map<String, Column> columns = new LinkedHashMap<>();

  /**
   * A column.
   *
   * @param offset byte in the row where it begins
   */
  private record Column(FitsForm form, int offset, double scale, double zero) {

    float number(ByteBuffer row) {
      return (float) exact(row);
    }

    double exact(ByteBuffer row) {
      double stored = form.code() == 'D' ? row.getDouble(offset) : row.getFloat(offset);
      return zero + scale * stored;
    }
  }

  /**
   * A table with this header.
   *
   * @throws UnreadableImageException if the header is damaged
   */
  SpectrumTable(FitsCards cards) throws UnreadableImageException {
    this.cards = cards;
    long offset = 0;
    int count = isTable(cards) ? FitsForm.count(cards) : 0;
    for (int number = 1; number <= count && offset < MAX_ROW_BYTES; number++) {
      FitsForm form = FitsForm.of(cards, number);
      double scale = or(cards.number("TSCAL" + number), 1);
      double zero = or(cards.number("TZERO" + number), 0);
      Column column = new Column(form, (int) offset, scale, zero);
      columns.putIfAbsent(form.name().toLowerCase(Locale.ROOT), column);
      offset += form.bytes();
    }
  }

  private static double or(double number, double absent) {
    return Double.isNaN(number) ? absent : number;
  }

  private static boolean isTable(FitsCards cards) {
    return cards.text("XTENSION").equals("BINTABLE");
  }

  /** True for the header of a table with the columns of a spectrum. */
  static boolean isSpectrum(FitsCards cards) throws UnreadableImageException {
    return new SpectrumTable(cards).columns.keySet().containsAll(List.of(FLUX, WAVELENGTH, WEIGHT));
  }

  /**
   * Reads all rows.
   *
   * @throws UnusableSpectrumException if a column has another type, or rows are missing
   */
  ObservedSpectrum spectrum(InputStream stream) throws IOException {
    Column flux = numbers(FLUX);
    Column wavelength = numbers(WAVELENGTH);
    Column weight = numbers(WEIGHT);
    int rows = rows();
    ObservedSpectrum spectrum =
        new ObservedSpectrum(new double[rows], new float[rows], new float[rows]);
    byte[] bytes = new byte[rowBytes()];
    ByteBuffer row = ByteBuffer.wrap(bytes);
    for (int i = 0; i < rows; i++) {
      if (stream.readNBytes(bytes, 0, bytes.length) < bytes.length) {
        throw new UnusableSpectrumException(
            SpectrumStatus.UNREADABLE, "it is truncated: %d of %d pixels".formatted(i, rows));
      }
      spectrum.logWavelength()[i] = wavelength.exact(row);
      spectrum.flux()[i] = flux.number(row);
      spectrum.inverseVariance()[i] = weight.number(row);
    }
    return spectrum;
  }

  private Column numbers(String name) throws IOException {
    Column column = columns.get(name);
    FitsForm form = column.form;
    if (form.repeat() != 1 || (form.code() != 'E' && form.code() != 'D')) {
      throw new UnusableSpectrumException(
          SpectrumStatus.OTHER_LAYOUT,
          "its column %s has the format %s; E and D are read".formatted(name, form.text()));
    }
    if (column.offset + form.bytes() > rowBytes()) {
      throw new UnreadableImageException("its rows are shorter than their columns");
    }
    return column;
  }

  private int rows() throws IOException {
    long rows = cards.size("NAXIS2");
    if (rows > MAX_ROWS) {
      throw new UnusableSpectrumException(
          SpectrumStatus.OTHER_LAYOUT,
          "its table has %d rows; at most %d are read".formatted(rows, MAX_ROWS));
    }
    return (int) rows;
  }

  private int rowBytes() throws IOException {
    long bytes = cards.size("NAXIS1");
    if (bytes > MAX_ROW_BYTES) {
      throw new UnusableSpectrumException(
          SpectrumStatus.OTHER_LAYOUT,
          "its rows have %d bytes; at most %d are read".formatted(bytes, MAX_ROW_BYTES));
    }
    return (int) bytes;
  }

  /** The text in the first row of a column; empty if there is none. */
  Optional<String> text(String name, InputStream stream) throws IOException {
    Column column = columns.get(name.toLowerCase(Locale.ROOT));
    if (column == null || column.form.code() != 'A') {
      return Optional.empty();
    }
    stream.skipNBytes(column.offset);
    byte[] bytes = stream.readNBytes((int) Math.min(column.form.repeat(), MAX_ROW_BYTES));
    return Optional.of(new String(bytes, StandardCharsets.US_ASCII).trim());
  }
}
