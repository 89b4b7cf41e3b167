package allsky.spectrum;

import java.io.Serializable;
import java.util.Locale;

/**
 * SDSS's name of a spectrum.
 *
 * @param plate number of the plate
 * @param mjd modified Julian date of the observation
 * @param fiber number of the fibre on the plate
 */
public record SpectrumKey(int plate, int mjd, int fiber) implements Serializable {

  /** The name of the archive's file, such as {@code spec-0266-51602-0001.fits}. */
  public String fileName() {
    return String.format(Locale.ROOT, "spec-%04d-%05d-%04d.fits", plate, mjd, fiber);
  }
}
