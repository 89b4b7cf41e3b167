package allsky.simulation.source;

import java.util.Locale;

/**
 * The difficulty of a simulated sky, that is how similar the three classes are. A preset shifts the
 * magnitudes of the spectroscopic selection: fainter sources have noisier colours and cutouts. A
 * random forest on six features of the simulated catalog has an accuracy of 0.98 (paper), 0.96
 * (medium) and 0.91 (hard) for balanced classes.
 */
public enum Preset {
  /** As bright as the data set of the IICnet paper; true W1 medians 13.2, 14.1, 14.8. */
  PAPER(-1.2),
  MEDIUM(-0.6),
  /** As faint as the limit of SDSS; true W1 medians 14.4, 15.3, 16.0. */
  HARD(0);

  private final double magnitudeShift;

  Preset(double magnitudeShift) {
    this.magnitudeShift = magnitudeShift;
  }

  /** The name on the command line: paper, medium or hard. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The shift of the W1 magnitudes of the spectroscopic selection. */
  public double magnitudeShift() {
    return magnitudeShift;
  }
}
