package allsky.simulation.source;

import java.util.Locale;

/**
 * The sources and the noise of a simulated sky, that is how difficult it is to distinguish its
 * classes. Only {@link #SDSS} is calibrated; the others are too easy or too difficult. A shift
 * moves the magnitudes of the spectroscopic selection: fainter sources have noisier colours and
 * cutouts.
 */
public enum Preset {
  /** Calibrated: classifiers on the catalog have their published results on SDSS spectra. */
  SDSS(0, PopulationTable.CALIBRATED),
  /** As bright as the data set of the IICnet paper; true W1 medians 13.2, 14.1, 14.8. */
  PAPER(-1.2, PopulationTable.BY_EYE),
  MEDIUM(-0.6, PopulationTable.BY_EYE),
  /** As faint as the limit of SDSS; true W1 medians 14.4, 15.3, 16.0. */
  HARD(0, PopulationTable.BY_EYE);

  private final double magnitudeShift;
  private final PopulationTable populations;

  Preset(double magnitudeShift, PopulationTable populations) {
    this.magnitudeShift = magnitudeShift;
    this.populations = populations;
  }

  /** The name on the command line: sdss, paper, medium or hard. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The shift of the W1 magnitudes of the spectroscopic selection. */
  public double magnitudeShift() {
    return magnitudeShift;
  }

  /** The populations and their colours. */
  public PopulationTable populations() {
    return populations;
  }
}
