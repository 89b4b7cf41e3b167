package allsky.simulation.source;

import java.util.Locale;

/**
 * How hard the three classes are to tell apart: the spectroscopic selection is moved in magnitude,
 * and fainter sources have noisier colours and cutouts. A random forest on six features of the
 * simulated catalog is right for 0.98, 0.96 and 0.91 of balanced classes.
 */
public enum Preset {
  /** As bright as the set on which IICnet was published; true W1 medians 13.2, 14.1, 14.8. */
  PAPER(-1.2),
  MEDIUM(-0.6),
  /** As faint as SDSS reaches; true W1 medians 14.4, 15.3, 16.0. */
  HARD(0);

  private final double magnitudeShift;

  Preset(double magnitudeShift) {
    this.magnitudeShift = magnitudeShift;
  }

  /** As on the command line: paper, medium, hard. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What is added to the W1 magnitudes of the spectroscopic selection. */
  public double magnitudeShift() {
    return magnitudeShift;
  }
}
