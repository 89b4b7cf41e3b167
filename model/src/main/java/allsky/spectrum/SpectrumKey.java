package allsky.spectrum;

import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;

/**
 * SDSS's name of a spectrum.
 *
 * @param plate number of the plate
 * @param mjd modified Julian date of the observation
 * @param fiber number of the fibre on the plate
 */
public record SpectrumKey(int plate, int mjd, int fiber) implements Serializable {

  /**
   * The key in SDSS's number of a spectrum: from the highest bit on, 14 bits of the plate, 12 of
   * the fibre, 14 of the days since MJD 50000, and the reduction (SDSS DR17, glossary,
   * "specobjid").
   *
   * @param text an unsigned decimal number of 64 bits; blanks around it are ignored
   * @return empty if the text is no such number
   */
  public static Optional<SpectrumKey> ofSpecObjId(String text) {
    try {
      long id = Long.parseUnsignedLong(text.strip());
      int mjd = 50_000 + (int) (id >>> 24 & 0x3fff);
      return Optional.of(new SpectrumKey((int) (id >>> 50), mjd, (int) (id >>> 38 & 0xfff)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The name of the archive's file, such as {@code spec-0266-51602-0001.fits}. */
  public String fileName() {
    return String.format(Locale.ROOT, "spec-%04d-%05d-%04d.fits", plate, mjd, fiber);
  }
}
