package allsky.spark.catalog.fits;

import allsky.fits.FitsCards;
import allsky.fits.UnreadableImageException;

/**
 * A binary table of a FITS file, as its header says.
 *
 * @param number of its HDU; the primary one is 0
 * @param name EXTNAME, empty where it has none
 * @param cards its header
 * @param offset bytes from the start of the unpacked file to its header
 */
record FitsTable(int number, String name, FitsCards cards, long offset) {

  /** Bytes from the start of the unpacked file to its first row. */
  long dataOffset() {
    return offset + cards.headerBytes();
  }

  /** True where its columns are compressed (ZTABLE, FITS Standard 4.0, section 10.3). */
  boolean isCompressed() {
    return cards.text("ZTABLE").equals("T");
  }

  /** NAXIS2. */
  long rows() throws UnreadableImageException {
    return cards.size("NAXIS2");
  }

  /** Such as "2 (LDAC_OBJECTS)". */
  @Override
  public String toString() {
    return name.isEmpty() ? String.valueOf(number) : number + " (" + name + ")";
  }
}
