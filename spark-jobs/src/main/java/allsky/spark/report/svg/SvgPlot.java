package allsky.spark.report.svg;

import allsky.spark.report.html.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A plot with two axes, a legend above it, and marks that say their numbers under the pointer. */
public final class SvgPlot {

  /**
   * A point of a line.
   *
   * @param hover what the point says under the pointer
   */
  public record Mark(double x, double y, String hover) {}

  private static final int LEFT = 62;
  private static final int RIGHT = 26;
  private static final int BOTTOM = 46;
  private static final int LEGEND_ROW = 18;

  /** Estimated width of a character of the legend. */
  private static final double CHARACTER = 6.6;

  private final int width;
  private final int height;
  private final Axis x;
  private final Axis y;
  private final List<LineStyle> legend = new ArrayList<>();
  private final List<Html> marks = new ArrayList<>();
  private int top;

  private SvgPlot(int width, int height, Axis x, Axis y, List<LineStyle> legend) {
    this.width = width;
    this.height = height;
    this.x = x;
    this.y = y;
    this.legend.addAll(legend);
  }

  /**
   * An empty plot.
   *
   * @param width of the picture, in CSS pixels
   * @param height of the picture, in CSS pixels
   * @param legend the lines that the legend names, in its order
   */
  public static SvgPlot of(int width, int height, Axis x, Axis y, List<LineStyle> legend) {
    SvgPlot plot = new SvgPlot(width, height, x, y, legend);
    plot.top = 20 + LEGEND_ROW * plot.legendRows();
    return plot;
  }

  /** Adds a line through some points. */
  public SvgPlot line(LineStyle style, List<Mark> points) {
    StringBuilder path = new StringBuilder();
    for (Mark point : points) {
      path.append(path.isEmpty() ? 'M' : 'L').append(at(px(point.x()), py(point.y())));
    }
    if (points.size() > 1) {
      marks.add(stroke(path.toString(), style));
    }
    if (style.marked()) {
      points.forEach(point -> marks.add(circle(point, 3.6).with("fill", style.colour())));
    }
    return this;
  }

  /**
   * Adds many dots, which say nothing under the pointer.
   *
   * @param at x and y of each dot; dots beyond the axes are left out
   */
  public SvgPlot dots(LineStyle style, double diameter, List<double[]> at) {
    StringBuilder path = new StringBuilder();
    for (double[] dot : at) {
      if (dot[0] >= x.low() && dot[0] <= x.high() && dot[1] >= y.low() && dot[1] <= y.high()) {
        path.append('M').append(at(px(dot[0]), py(dot[1]))).append("h0");
      }
    }
    marks.add(
        stroke(path.toString(), style)
            .with("stroke-width", number(diameter))
            .with("stroke-linecap", "round")
            .with("stroke-opacity", "0.45"));
    return this;
  }

  /**
   * Adds a line of straight pieces, such as a contour.
   *
   * @param pieces x and y of the start and of the end of each piece
   */
  public SvgPlot pieces(LineStyle style, double width, List<double[]> pieces) {
    StringBuilder path = new StringBuilder();
    for (double[] piece : pieces) {
      path.append('M').append(at(px(piece[0]), py(piece[1])));
      path.append('L').append(at(px(piece[2]), py(piece[3])));
    }
    marks.add(stroke(path.toString(), style).with("stroke-width", number(width)));
    return this;
  }

  /**
   * Adds a histogram as a line of steps.
   *
   * @param edges the edges of the bins, one more than values
   * @param hover what each bin says under the pointer
   */
  public SvgPlot steps(LineStyle style, double[] edges, double[] values, List<String> hover) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      path.append(path.isEmpty() ? 'M' : 'L').append(at(px(edges[i]), py(values[i])));
      path.append('L').append(at(px(edges[i + 1]), py(values[i])));
      marks.add(box(edges[i], edges[i + 1], y.low(), y.high(), hover.get(i)).styled("touch"));
    }
    marks.add(stroke(path.toString(), style));
    return this;
  }

  /** Adds a filled rectangle. */
  public SvgPlot bar(String colour, double x0, double x1, double y0, double y1, String hover) {
    marks.add(box(x0, x1, y0, y1, hover).with("fill", colour));
    return this;
  }

  /** Adds a text above a place. */
  public SvgPlot note(double atX, double atY, String text) {
    marks.add(text(text, px(atX), py(atY) - 4, "middle").styled("note"));
    return this;
  }

  /** Adds a vertical dashed line with a text at its top. */
  public SvgPlot limit(double at, String text) {
    LineStyle style = new LineStyle("", "currentColor", true, false);
    marks.add(stroke("M" + at(px(at), top) + "V" + (height - BOTTOM), style));
    boolean isRight = x.place(at) > 0.5;
    marks.add(text(text, px(at) + (isRight ? -6 : 6), top + 14.0, isRight ? "end" : "start"));
    return this;
  }

  /** Adds a vertical error bar. */
  public SvgPlot errorBar(LineStyle style, double at, double low, double high) {
    String path = "M" + at(px(at), py(low)) + "L" + at(px(at), py(high));
    marks.add(
        Html.element("path")
            .with("d", path)
            .with("stroke", style.colour())
            .with("stroke-width", "2.4")
            .with("stroke-opacity", "0.45"));
    return this;
  }

  /** The picture, with the text for readers who do not see it. */
  public Html toHtml(String alternative) {
    List<Html> all = new ArrayList<>();
    grid(all);
    all.addAll(marks);
    drawLegend(all);
    return Html.element("svg", all)
        .with("viewBox", "0 0 " + width + " " + height)
        .with("role", "img")
        .with("aria-label", alternative)
        .with("style", "width:" + width + "px");
  }

  private void grid(List<Html> all) {
    for (double tick : x.ticks()) {
      String at = number(px(tick));
      all.add(rule("M" + at + " " + top + "V" + (height - BOTTOM)));
      all.add(text(x.text(tick), px(tick), height - BOTTOM + 17.0, "middle"));
    }
    for (double tick : y.ticks()) {
      all.add(rule("M" + LEFT + " " + number(py(tick)) + "H" + (width - RIGHT)));
      all.add(text(y.text(tick), LEFT - 7.0, py(tick) + 4, "end"));
    }
    double middle = (top + height - BOTTOM) / 2.0;
    all.add(text(x.label(), (LEFT + width - RIGHT) / 2.0, height - 8.0, "middle"));
    all.add(
        text(y.label(), 14, middle, "middle")
            .with("transform", "rotate(-90 14 " + number(middle) + ")"));
  }

  private void drawLegend(List<Html> all) {
    double left = LEFT;
    double line = 14;
    for (LineStyle style : legend) {
      if (left > LEFT && left + entryWidth(style) > width) {
        left = LEFT;
        line += LEGEND_ROW;
      }
      all.add(stroke("M" + at(left, line - 4) + "H" + number(left + 18), style));
      all.add(text(style.name(), left + 23, line, "start"));
      left += entryWidth(style);
    }
  }

  private int legendRows() {
    double left = LEFT;
    int rows = legend.isEmpty() ? 0 : 1;
    for (LineStyle style : legend) {
      if (left > LEFT && left + entryWidth(style) > width) {
        left = LEFT;
        rows++;
      }
      left += entryWidth(style);
    }
    return rows;
  }

  private static double entryWidth(LineStyle style) {
    return 38 + CHARACTER * style.name().length();
  }

  private Html circle(Mark point, double radius) {
    return Html.element("circle", Html.element("title", point.hover()))
        .with("cx", number(px(point.x())))
        .with("cy", number(py(point.y())))
        .with("r", number(radius));
  }

  private Html box(double x0, double x1, double y0, double y1, String hover) {
    return Html.element("rect", Html.element("title", hover))
        .with("x", number(px(x0)))
        .with("y", number(py(y1)))
        .with("width", number(px(x1) - px(x0)))
        .with("height", number(py(y0) - py(y1)));
  }

  private static Html stroke(String path, LineStyle style) {
    Html line =
        Html.element("path")
            .with("d", path)
            .with("fill", "none")
            .with("stroke", style.colour())
            .with("stroke-width", "2");
    return style.dashed() ? line.with("stroke-dasharray", "5 4") : line;
  }

  private static Html rule(String path) {
    return Html.element("path").with("d", path).styled("grid");
  }

  static Html text(String text, double x, double y, String anchor) {
    return Html.element("text", text)
        .with("x", number(x))
        .with("y", number(y))
        .with("text-anchor", anchor);
  }

  private double px(double value) {
    return LEFT + x.place(value) * (width - LEFT - RIGHT);
  }

  private double py(double value) {
    return height - BOTTOM - y.place(value) * (height - BOTTOM - top);
  }

  private static String at(double x, double y) {
    return number(x) + " " + number(y);
  }

  /** A number with at most one decimal. */
  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
