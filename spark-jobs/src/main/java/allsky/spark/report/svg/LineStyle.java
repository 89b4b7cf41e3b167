package allsky.spark.report.svg;

import allsky.spark.plot.canvas.Palette;
import allsky.survey.SourceClass;
import java.awt.Color;

/**
 * How a line of a plot looks.
 *
 * @param name the name in the legend
 * @param colour the colour in CSS
 * @param dashed true for a dashed line
 * @param marked true for a circle at each value
 */
public record LineStyle(String name, String colour, boolean dashed, boolean marked) {

  /** A line without circles. */
  public static LineStyle of(String name, Color colour) {
    return new LineStyle(name, Palette.css(colour), false, false);
  }

  /** A line in the colour of a class. */
  public static LineStyle of(SourceClass sourceClass) {
    return of(sourceClass.name(), Palette.of(sourceClass));
  }

  /** The same line with another name. */
  public LineStyle named(String other) {
    return new LineStyle(other, colour, dashed, marked);
  }

  /** The same line, dashed. */
  public LineStyle asDashed() {
    return new LineStyle(name, colour, true, marked);
  }

  /** The same line with a circle at each value. */
  public LineStyle withMarkers() {
    return new LineStyle(name, colour, dashed, true);
  }
}
