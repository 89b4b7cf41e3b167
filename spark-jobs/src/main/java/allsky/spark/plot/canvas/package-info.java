/**
 * The common parts of all plots: palette, fonts, axes, markers, error bars, and the writing of PNG
 * files.
 *
 * <p>Read {@link allsky.spark.plot.canvas.Palette} and {@link allsky.spark.plot.canvas.Picture}
 * first.
 */
package allsky.spark.plot.canvas;
