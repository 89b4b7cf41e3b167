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
   * @throws IllegalArgumentException if the arrays differ in length
   */
  public static Points of(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException("Invalid points: " + x.length + " x, " + y.length + " y");
    }
    return new Points(x, y);
  }

  /** The number of points. */
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
