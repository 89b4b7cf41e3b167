/**
 * Figures of the page as SVG: their marks say their numbers when the pointer is on them, and their
 * text and lines follow the colours of the page.
 *
 * <p>{@link allsky.spark.report.svg.SvgPlot} draws plots with two axes, {@link
 * allsky.spark.report.svg.SvgSky} a map of the sky. Pictures that are also files of a job are drawn
 * by {@link allsky.spark.plot}.
 */
package allsky.spark.report.svg;
