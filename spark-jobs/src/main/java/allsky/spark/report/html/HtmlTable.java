package allsky.spark.report.html;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table with a header row. The first column names the row; the others have numbers. A click on
 * the head of a column sorts the rows, if the page may run scripts; rows of the CSS class {@value
 * #TOTAL} stay at the end.
 */
public final class HtmlTable {

  /** The CSS class of a row that sums up the others. */
  public static final String TOTAL = "total";

  private final List<String> head;
  private final List<Html> rows = new ArrayList<>();

  private HtmlTable(List<String> head) {
    this.head = head;
  }

  /** An empty table with the texts of its header row. */
  public static HtmlTable withHead(String... head) {
    return new HtmlTable(List.of(head));
  }

  /** Adds a row with as many texts as the header has. */
  public HtmlTable row(String... cells) {
    return styledRow("", cells);
  }

  /** Adds a row with CSS classes. */
  public HtmlTable styledRow(String cssClass, String... cells) {
    if (cells.length != head.size()) {
      throw new IllegalArgumentException(
          "Invalid row (" + head.size() + " cells): " + Arrays.toString(cells));
    }
    List<Html> line = new ArrayList<>();
    line.add(Html.element("th", cells[0]).with("scope", "row"));
    for (int i = 1; i < cells.length; i++) {
      line.add(Html.element("td", cells[i]));
    }
    Html row = Html.element("tr", line);
    rows.add(cssClass.isEmpty() ? row : row.styled(cssClass));
    return this;
  }

  /** The table, in a box that scrolls sideways on a narrow screen. */
  public Html toHtml() {
    List<Html> names =
        head.stream().map(name -> Html.element("th", name).with("scope", "col")).toList();
    Html table =
        Html.element(
            "table", Html.element("thead", Html.element("tr", names)), Html.element("tbody", rows));
    return Html.element("div", table).styled("table");
  }
}
