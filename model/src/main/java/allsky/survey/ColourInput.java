package allsky.survey;

/**
 * A number that a network gets from the Vega magnitudes of a source: (value - centre) / scale, so
 * that ordinary sources are between -2 and 2. The constants are fixed, not fitted to a training
 * set; they follow the colours of stars, galaxies and quasars in Wright et al. 2010 (AJ 140, 1868),
 * figure 12, and the magnitudes of AllWISE.
 */
public enum ColourInput {
  W1_W2("w1-w2", 0.5, 0.5),
  W2_W3("w2-w3", 2.5, 1.5),
  W1("w1", 14.5, 2),
  /** 1 if W3 is not measured, otherwise 0. */
  W3_MISSING("w3-missing", 0, 1);

  private final String text;
  private final double centre;
  private final double scale;

  ColourInput(String text, double centre, double scale) {
    this.text = text;
    this.centre = centre;
    this.scale = scale;
  }

  /** In magnitudes; NaN if a magnitude is not measured. */
  private double value(Magnitudes magnitudes) {
    return switch (this) {
      case W1_W2 -> magnitudes.w1() - magnitudes.w2();
      case W2_W3 -> magnitudes.w2() - magnitudes.w3();
      case W1 -> magnitudes.w1();
      case W3_MISSING -> Double.isNaN(magnitudes.w3()) ? 1 : 0;
    };
  }

  /** The network's input; NaN if a magnitude is not measured. */
  float of(Magnitudes magnitudes) {
    return (float) ((value(magnitudes) - centre) / scale);
  }

  /** The name with the constants, as a model keeps them: {@code w1-w2(0.5,0.5)}. */
  String id() {
    return text + "(" + centre + "," + scale + ")";
  }
}
