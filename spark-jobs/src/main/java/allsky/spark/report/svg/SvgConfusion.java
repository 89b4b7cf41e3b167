package allsky.spark.report.svg;

import allsky.metrics.ConfusionMatrix;
import allsky.spark.plot.canvas.Palette;
import allsky.spark.report.html.Html;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws a confusion matrix: spectroscopic classes as rows, predicted classes as columns, shaded by
 * the fraction of a row.
 */
public final class SvgConfusion {

  private static final int CELL_WIDTH = 120;
  private static final int CELL_HEIGHT = 84;
  private static final int LEFT = 112;
  private static final int TOP = 52;

  private SvgConfusion() {}

  /** The picture, with the text for readers who do not see it. */
  public static Html draw(ConfusionMatrix confusion, String alternative) {
    int classes = SourceClass.values().length;
    int width = LEFT + classes * CELL_WIDTH + 6;
    int height = TOP + classes * CELL_HEIGHT + 6;
    List<Html> all = new ArrayList<>();
    all.add(SvgPlot.text("predicted class", LEFT + classes * CELL_WIDTH / 2.0, 16, "middle"));
    double middle = TOP + classes * CELL_HEIGHT / 2.0;
    all.add(
        SvgPlot.text("spectroscopic class", 16, middle, "middle")
            .with("transform", "rotate(-90 16 " + SvgPlot.number(middle) + ")"));
    for (SourceClass truth : SourceClass.values()) {
      double y = TOP + (truth.ordinal() + 0.5) * CELL_HEIGHT;
      head(all, truth, 64, y + 4);
      head(all, truth, LEFT + (truth.ordinal() + 0.5) * CELL_WIDTH, TOP - 12.0);
      long row = 0;
      for (SourceClass predicted : SourceClass.values()) {
        row += confusion.count(truth, predicted);
      }
      for (SourceClass predicted : SourceClass.values()) {
        cell(all, truth, predicted, confusion.count(truth, predicted), row);
      }
    }
    return Html.element("svg", all)
        .with("viewBox", "0 0 " + width + " " + height)
        .with("role", "img")
        .with("aria-label", alternative)
        .with("style", "width:" + width + "px");
  }

  private static void head(List<Html> all, SourceClass one, double x, double y) {
    all.add(
        Html.element("circle")
            .with("cx", SvgPlot.number(x - 36))
            .with("cy", SvgPlot.number(y - 4))
            .with("r", "5")
            .with("fill", Palette.css(Palette.of(one))));
    all.add(SvgPlot.text(one.name(), x + 2, y, "middle").with("font-weight", "bold"));
  }

  private static void cell(
      List<Html> all, SourceClass truth, SourceClass predicted, long count, long row) {
    double share = row == 0 ? 0 : (double) count / row;
    double left = LEFT + predicted.ordinal() * CELL_WIDTH;
    double top = TOP + truth.ordinal() * CELL_HEIGHT;
    String hover =
        String.format(
            Locale.ROOT, "%,d of %,d spectroscopic %s predicted %s", count, row, truth, predicted);
    all.add(
        Html.element("rect", Html.element("title", hover))
            .with("x", SvgPlot.number(left + 2))
            .with("y", SvgPlot.number(top + 2))
            .with("width", SvgPlot.number(CELL_WIDTH - 4))
            .with("height", SvgPlot.number(CELL_HEIGHT - 4))
            .with("rx", "8")
            .with("fill", truth == predicted ? "#0b6e63" : "#9b2f4f")
            .with("fill-opacity", String.format(Locale.ROOT, "%.2f", 0.06 + 0.94 * share)));
    String percent = row == 0 ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    String ink = share > 0.5 ? "light" : "dark";
    double middle = left + CELL_WIDTH / 2.0;
    all.add(
        SvgPlot.text(percent, middle, top + 42, "middle")
            .with("font-size", "20")
            .with("font-weight", "bold")
            .styled(ink));
    all.add(
        SvgPlot.text(String.format(Locale.ROOT, "%,d", count), middle, top + 62, "middle")
            .styled(ink));
  }
}
