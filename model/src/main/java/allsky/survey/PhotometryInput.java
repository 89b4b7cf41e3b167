package allsky.survey;

import java.util.List;
import java.util.stream.Stream;

/**
 * A number that a network gets from the photometry of a source: (value - centre) / scale, so that
 * ordinary sources are between -2 and 2. The constants are fixed, not fitted to a training set;
 * they follow the colours of stars, galaxies and quasars in Wright et al. 2010 (AJ 140, 1868),
 * figure 12, the magnitudes of AllWISE, and the errors of its simulation.
 */
public enum PhotometryInput {
  W1("w1", Quantity.MAGNITUDE, 14.5, 2, Band.W1),
  W1_W2("w1-w2", Quantity.COLOUR, 0.5, 0.5, Band.W1, Band.W2),
  W2_W3("w2-w3", Quantity.COLOUR, 2.5, 1.5, Band.W2, Band.W3),
  W3_W4("w3-w4", Quantity.COLOUR, 2.5, 1, Band.W3, Band.W4),
  W1_ERROR("w1-log-error", Quantity.LOG_ERROR, -1.5, 0.3, Band.W1),
  W2_ERROR("w2-log-error", Quantity.LOG_ERROR, -1.3, 0.3, Band.W2),
  W3_ERROR("w3-log-error", Quantity.LOG_ERROR, -0.7, 0.3, Band.W3),
  W4_ERROR("w4-log-error", Quantity.LOG_ERROR, -0.5, 0.3, Band.W4),
  W1_MISSING("w1-missing", Quantity.MISSING, 0, 1, Band.W1),
  W2_MISSING("w2-missing", Quantity.MISSING, 0, 1, Band.W2),
  W3_MISSING("w3-missing", Quantity.MISSING, 0, 1, Band.W3),
  W4_MISSING("w4-missing", Quantity.MISSING, 0, 1, Band.W4);

  /** What a number says about its bands. */
  private enum Quantity {
    /** A measured magnitude. */
    MAGNITUDE,
    /** The difference of two measured magnitudes. */
    COLOUR,
    /** The logarithm to base 10 of the error of a measured magnitude, limited to 0.01 and 1 mag. */
    LOG_ERROR,
    /** 1 if the magnitude is not measured, otherwise 0. */
    MISSING
  }

  private static final double LEAST_ERROR = 0.01;
  private static final double LARGEST_ERROR = 1;

  private final String text;
  private final Quantity quantity;
  private final double centre;
  private final double scale;

  // A list of enum constants is immutable, but not annotated as such.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Band> bands;

  PhotometryInput(String text, Quantity quantity, double centre, double scale, Band... bands) {
    this.text = text;
    this.quantity = quantity;
    this.centre = centre;
    this.scale = scale;
    this.bands = List.of(bands);
  }

  /** The bands whose magnitudes or errors it needs. */
  List<Band> bands() {
    return bands;
  }

  /** True for a number that says whether a band is measured. */
  boolean isFlag() {
    return quantity == Quantity.MISSING;
  }

  /** True for the error of a magnitude. */
  boolean isError() {
    return quantity == Quantity.LOG_ERROR;
  }

  /** The bands that are not measured, but must be; none for a flag. */
  Stream<Band> lacking(Photometry source) {
    return isFlag() ? Stream.empty() : bands.stream().filter(each -> !source.in(each).isMeasured());
  }

  /** In magnitudes or their logarithm; NaN if a band is not measured. */
  private double value(Photometry source) {
    Magnitude first = source.in(bands.get(0));
    Magnitude last = source.in(bands.get(bands.size() - 1));
    return switch (quantity) {
      case MAGNITUDE -> first.measured();
      case COLOUR -> first.measured() - last.measured();
      case LOG_ERROR -> Math.log10(Math.max(LEAST_ERROR, Math.min(LARGEST_ERROR, first.error())));
      case MISSING -> first.isMeasured() ? 0 : 1;
    };
  }

  /** The network's input; NaN if a band is not measured. */
  float of(Photometry source) {
    return (float) ((value(source) - centre) / scale);
  }

  /** The name with the constants, as a model keeps them: {@code w1-w2(0.5,0.5)}. */
  String id() {
    return text + "(" + centre + "," + scale + ")";
  }
}
