package allsky.spark.catalog.hats;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import nom.tam.fits.FitsException;
import nom.tam.fits.Header;
import nom.tam.util.FitsOutputStream;

/**
 * The file {@code skymap.fits} of a HATS catalog: the number of rows in each HEALPix cell of the
 * sky, as a FITS binary table with one column, NESTED, in equatorial coordinates.
 */
final class Skymap {

  /** The order of the cells: 49,152 cells of 0.84 square degrees. */
  static final int ORDER = 6;

  private static final int BLOCK = 2880;

  private Skymap() {}

  /**
   * The bytes of the file.
   *
   * @param counts rows by cell of order {@link HatsPlan#COUNT_ORDER}
   */
  static byte[] fits(long[] counts) {
    long[] coarse = new long[12 << (2 * ORDER)];
    for (int cell = 0; cell < counts.length; cell++) {
      coarse[cell >> (2 * (HatsPlan.COUNT_ORDER - ORDER))] += counts[cell];
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      FitsOutputStream headers = new FitsOutputStream(bytes);
      primaryHeader().write(headers);
      tableHeader(coarse.length).write(headers);
      headers.flush();
      DataOutputStream data = new DataOutputStream(bytes);
      for (long count : coarse) {
        data.writeLong(count);
      }
      data.write(new byte[(BLOCK - coarse.length * Long.BYTES % BLOCK) % BLOCK]);
    } catch (FitsException | IOException e) {
      throw new IllegalStateException("Cannot write the map of the sky", e);
    }
    return bytes.toByteArray();
  }

  private static Header primaryHeader() throws FitsException {
    Header header = new Header();
    header.addValue("SIMPLE", true, "conforms to FITS standard");
    header.addValue("BITPIX", 8, "no pixels here");
    header.addValue("NAXIS", 0, "no array");
    header.addValue("EXTEND", true, "the table is an extension");
    return header;
  }

  private static Header tableHeader(int cells) throws FitsException {
    Header header = new Header();
    header.addValue("XTENSION", "BINTABLE", "binary table extension");
    header.addValue("BITPIX", 8, "bytes");
    header.addValue("NAXIS", 2, "rows of bytes");
    header.addValue("NAXIS1", Long.BYTES, "bytes of a row");
    header.addValue("NAXIS2", cells, "cells");
    header.addValue("PCOUNT", 0, "no heap");
    header.addValue("GCOUNT", 1, "one group");
    header.addValue("TFIELDS", 1, "columns");
    header.addValue("TTYPE1", "ROWS", "rows of the catalog in the cell");
    header.addValue("TFORM1", "K", "64-bit integer");
    header.addValue("EXTNAME", "SKYMAP", "");
    header.addValue("PIXTYPE", "HEALPIX", "");
    header.addValue("ORDERING", "NESTED", "");
    header.addValue("COORDSYS", "CEL", "equatorial");
    header.addValue("NSIDE", 1 << ORDER, "");
    header.addValue("FIRSTPIX", 0, "");
    header.addValue("LASTPIX", cells - 1, "");
    header.addValue("INDXSCHM", "IMPLICIT", "");
    header.addValue("OBJECT", "FULLSKY", "");
    return header;
  }
}
