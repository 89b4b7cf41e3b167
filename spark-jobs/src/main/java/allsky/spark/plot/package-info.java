/**
 * The pictures of the jobs and of the report: each class draws one from plain numbers, by XChart or
 * Java2D.
 *
 * <p>No table, no Spark and no HTML is known here. Read {@link allsky.spark.plot.Palette} and
 * {@link allsky.spark.plot.Picture} first.
 */
package allsky.spark.plot;
