package allsky.spark.plot.canvas;

/**
 * A point with an error bar.
 *
 * @param x the horizontal position
 * @param value the vertical position
 * @param low lower end of the interval
 * @param high upper end of the interval
 */
public record ErrorBar(double x, double value, double low, double high) {}
