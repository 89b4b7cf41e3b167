package allsky.spark.plot.canvas;

/** Points of a plane, for a line or a scatter of a chart. */
public final class Points {

  private final double[] x;
  private final double[] y;

  private Points(double[] x, double[] y) {
    this.x = x;
    this.y = y;
  }

  /**
   * The points by their coordinates; the arrays are kept, not copied.
   *
   * @throws IllegalArgumentException where one array is longer than the other
   */
  public static Points of(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException("Invalid points: " + x.length + " x, " + y.length + " y");
    }
    return new Points(x, y);
  }

  /** How many there are. */
  public int size() {
    return x.length;
  }

  double[] x() {
    return x;
  }

  double[] y() {
    return y;
  }
}
