package allsky.spark.catalog.fits;

import allsky.fits.FitsCards;
import allsky.fits.UnreadableImageException;

/**
 * The header of a binary table in a FITS file.
 *
 * @param number of its HDU; the primary HDU is 0
 * @param name EXTNAME, empty if there is none
 * @param cards the cards of its header
 * @param offset bytes from the start of the decompressed file to its header
 */
record FitsTable(int number, String name, FitsCards cards, long offset) {

  /** Bytes from the start of the decompressed file to its first row. */
  long dataOffset() {
    return offset + cards.headerBytes();
  }

  /** True if its columns are compressed (ZTABLE, FITS Standard 4.0, section 10.3). */
  boolean isCompressed() {
    return cards.text("ZTABLE").equals("T");
  }

  /** NAXIS2, the number of rows. */
  long rows() throws UnreadableImageException {
    return cards.size("NAXIS2");
  }

  /** Such as "2 (LDAC_OBJECTS)". */
  @Override
  public String toString() {
    return name.isEmpty() ? String.valueOf(number) : number + " (" + name + ")";
  }
}
