/**
 * The plots of the jobs and of the report. Each class draws one plot from plain numbers, with
 * XChart or Java2D.
 *
 * <p>Nothing here depends on tables, Spark or HTML. Read {@link allsky.spark.plot.canvas.Palette}
 * and {@link allsky.spark.plot.canvas.Picture} first.
 */
package allsky.spark.plot;
