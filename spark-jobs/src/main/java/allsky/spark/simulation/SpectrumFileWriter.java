package allsky.spark.simulation;

import allsky.simulation.SimulatedTile;
import allsky.simulation.spectra.Spectrum;
import allsky.spectrum.LogGrid;
import allsky.spectrum.ObservedSpectrum;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import nom.tam.fits.FitsException;
import nom.tam.fits.Header;
import nom.tam.util.FitsOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writes spectra as SDSS's lite files of one spectrum each: an empty primary HDU with plate, date
 * and fibre, the table COADD, and the row of specObj as the table SPECOBJ. SDSS's third table, of
 * fitted lines, is left out. The columns sky and model are 0, and wdisp is 1.
 */
final class SpectrumFileWriter {

  private static final int BLOCK = 2880;

  /** Columns of COADD with their formats; all have four bytes. */
  private static final String[][] COLUMNS = {
    {"flux", "E"},
    {"loglam", "E"},
    {"ivar", "E"},
    {"and_mask", "J"},
    {"or_mask", "J"},
    {"wdisp", "E"},
    {"sky", "E"},
    {"model", "E"}
  };

  private static final int ROW_BYTES = Float.BYTES * COLUMNS.length;

  private SpectrumFileWriter() {}

  /**
   * Writes the spectra of a tile.
   *
   * @param folder gets a folder for each plate
   * @return the number of files
   */
  static long writeAll(SimulatedTile tile, String folder, Configuration hadoop) throws IOException {
    List<Spectrum> rows = tile.spectra();
    Iterator<ObservedSpectrum> observed = tile.observedSpectra(LogGrid.SDSS).iterator();
    FileSystem files = new Path(folder).getFileSystem(hadoop);
    for (Spectrum row : rows) {
      String plate = String.format(Locale.ROOT, "%04d", row.plate());
      Path path = new Path(folder, plate + "/" + row.key().fileName());
      try (OutputStream stream = files.create(path, true)) {
        write(row, observed.next(), stream);
      }
    }
    return rows.size();
  }

  /** Writes one file. */
  static void write(Spectrum row, ObservedSpectrum spectrum, OutputStream stream)
      throws IOException {
    OutputStream out = new BufferedOutputStream(stream, 1 << 16);
    try {
      FitsOutputStream headers = new FitsOutputStream(out);
      primaryHeader(row).write(headers);
      coaddHeader(spectrum.size()).write(headers);
      headers.flush();
    } catch (FitsException e) {
      throw new IOException("Cannot write the header of a spectrum", e);
    }
    out.write(coadd(spectrum));
    SpecObjTable.writeTable(List.of(SpecObjTable.encode(row)).iterator(), 1, out);
    out.flush();
  }

  private static Header primaryHeader(Spectrum row) throws FitsException {
    Header header = SpecObjTable.primaryHeader();
    header.addValue("PLATEID", row.plate(), "simulated plate");
    header.addValue("MJD", row.mjd(), "modified Julian date");
    header.addValue("FIBERID", row.fiberId(), "fibre");
    header.addValue("PLUG_RA", row.ra(), "[deg] right ascension of the fibre");
    header.addValue("PLUG_DEC", row.dec(), "[deg] declination of the fibre");
    return header;
  }

  private static Header coaddHeader(int rows) throws FitsException {
    Header header = new Header();
    header.addValue("XTENSION", "BINTABLE", "binary table extension");
    header.addValue("BITPIX", 8, "bytes");
    header.addValue("NAXIS", 2, "rows of bytes");
    header.addValue("NAXIS1", ROW_BYTES, "bytes of a row");
    header.addValue("NAXIS2", rows, "rows");
    header.addValue("PCOUNT", 0, "no heap");
    header.addValue("GCOUNT", 1, "one group");
    header.addValue("TFIELDS", COLUMNS.length, "columns");
    for (int i = 0; i < COLUMNS.length; i++) {
      header.addValue("TTYPE" + (i + 1), COLUMNS[i][0], "");
      header.addValue("TFORM" + (i + 1), COLUMNS[i][1], "");
    }
    header.addValue("EXTNAME", "COADD", "SIMULATED");
    return header;
  }

  /** The rows of COADD with the padding of the last block. */
  private static byte[] coadd(ObservedSpectrum spectrum) {
    int bytes = ROW_BYTES * spectrum.size();
    ByteBuffer rows = ByteBuffer.allocate((bytes + BLOCK - 1) / BLOCK * BLOCK);
    for (int i = 0; i < spectrum.size(); i++) {
      rows.putFloat(spectrum.flux()[i]).putFloat((float) spectrum.logWavelength()[i]);
      rows.putFloat(spectrum.inverseVariance()[i]).putInt(0).putInt(0);
      rows.putFloat(1).putFloat(0).putFloat(0);
    }
    return rows.array();
  }
}
