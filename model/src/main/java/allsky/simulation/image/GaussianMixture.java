package allsky.simulation.image;

import java.util.List;

/**
 * A brightness profile of unit light: a sum of two-dimensional Gaussians with the same centre, in
 * pixels.
 */
public record GaussianMixture(List<Component> components) {

  /** One Gaussian: its light (weight, may be negative) and its covariance in square pixels. */
  record Component(double weight, double xx, double xy, double yy) {

    double determinant() {
      return xx * yy - xy * xy;
    }
  }

  /** Adds the profile to an image, each Gaussian in the pixels in which it is above the floor. */
  void addTo(float[][] image, double x, double y, double flux, double floor) {
    for (Component component : components) {
      add(image, x, y, flux * component.weight(), component, floor);
    }
  }

  /** Brightness of the centre, per square pixel. */
  public double peak() {
    double sum = 0;
    for (Component component : components) {
      sum += component.weight() / (2 * Math.PI * Math.sqrt(component.determinant()));
    }
    return sum;
  }

  /** The share of the light within a circle around the centre; exact for round Gaussians. */
  public double enclosedLight(double radiusPixels) {
    double light = 0;
    for (Component component : components) {
      double variance = Math.sqrt(component.determinant());
      light += component.weight() * -Math.expm1(-radiusPixels * radiusPixels / (2 * variance));
    }
    return light;
  }

  /** The integral of the product of two profiles with the same centre, per square pixel. */
  public double overlap(GaussianMixture other) {
    double sum = 0;
    for (Component a : components) {
      for (Component b : other.components) {
        double xy = a.xy() + b.xy();
        double determinant = (a.xx() + b.xx()) * (a.yy() + b.yy()) - xy * xy;
        sum += a.weight() * b.weight() / (2 * Math.PI * Math.sqrt(determinant));
      }
    }
    return sum;
  }

  private static void add(
      float[][] image, double x, double y, double flux, Component gaussian, double floor) {
    double determinant = gaussian.determinant();
    double light = flux / (2 * Math.PI * Math.sqrt(determinant));
    double peak = Math.abs(light);
    if (peak <= floor) {
      return;
    }
    float sign = Math.signum((float) light);
    double a = gaussian.yy() / determinant;
    double b = -gaussian.xy() / determinant;
    double c = gaussian.xx() / determinant;
    double halfHeight = Math.sqrt(2 * Math.log(peak / floor) * gaussian.yy());
    int first = Math.max(0, (int) Math.ceil(y - halfHeight));
    int last = Math.min(image.length - 1, (int) Math.floor(y + halfHeight));
    for (int row = first; row <= last; row++) {
      double dy = row - y;
      // The maximum of the row is at dx = -b dy / a.
      addRow(
          image[row],
          x - b * dy / a,
          sign,
          peak * Math.exp(-0.5 * (c - b * b / a) * dy * dy),
          a,
          floor);
    }
  }

  /**
   * Adds sign peak exp(-a (column - centre)^2 / 2), by a recurrence of ratios in both directions.
   */
  private static void addRow(
      float[] row, double centre, float sign, double peak, double a, double floor) {
    int start = (int) Math.max(0, Math.min(row.length - 1, Math.round(centre)));
    double dx = start - centre;
    double value = peak * Math.exp(-0.5 * a * dx * dx);
    double shrink = Math.exp(-a);
    double ratio = Math.exp(-a * (dx + 0.5));
    double right = value;
    for (int column = start; column < row.length && right > floor; column++) {
      row[column] += sign * (float) right;
      right *= ratio;
      ratio *= shrink;
    }
    ratio = Math.exp(-a * (0.5 - dx));
    double left = value * ratio;
    for (int column = start - 1; column >= 0 && left > floor; column--) {
      row[column] += sign * (float) left;
      ratio *= shrink;
      left *= ratio;
    }
  }
}
