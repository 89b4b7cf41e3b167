package allsky.spark.plot.canvas;

/**
 * A point with its interval.
 *
 * @param x place across
 * @param value the point's height
 * @param low lower end of the interval
 * @param high upper end of the interval
 */
public record ErrorBar(double x, double value, double low, double high) {}
