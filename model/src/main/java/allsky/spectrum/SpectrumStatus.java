package allsky.spectrum;

/** OK, or the reason why a spectrum has no class. */
public enum SpectrumStatus {
  OK,
  /** The file cannot be opened, or is no FITS file, or is truncated. */
  UNREADABLE,
  /** The file has no table with the columns flux, loglam and ivar. */
  OTHER_LAYOUT,
  /** Every pixel has the inverse variance 0. */
  ALL_MASKED,
  /** Good pixels cover less than half of the network's wavelengths. */
  TOO_FEW_PIXELS,
  /** The median flux is not positive. */
  NO_SIGNAL,
  /** The output of the network is not a number. */
  BAD_OUTPUT
}
