package allsky.spark.catalog.votable;

import allsky.spark.catalog.text.MalformedLine;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;

/** The TR elements of a TABLEDATA (section 5.1). */
final class TabledataRows implements RowSource {

  private final VoXml xml;
  private final List<VoCells> cells;
  private final Object[] values;
  private final List<String> texts = new ArrayList<>();
  private String fault;

  /**
   * @param xml a reader at the start of TABLEDATA
   */
  TabledataRows(VoXml xml, List<VoCells> cells) {
    this.xml = xml;
    this.cells = cells;
    this.values = new Object[cells.size()];
  }

  @Override
  public boolean next() {
    int event = xml.next();
    while (event != XMLStreamConstants.START_ELEMENT) {
      if (event == XMLStreamConstants.END_ELEMENT && xml.element().equals("TABLEDATA")) {
        return false;
      }
      event = xml.next();
    }
    fault = null;
    try {
      readRow(xml.element());
    } catch (MalformedLine e) {
      fault = e.getMessage();
    }
    return true;
  }

  private void readRow(String element) throws MalformedLine {
    texts.clear();
    if (!element.equals("TR")) {
      texts.add(xml.text());
      throw new MalformedLine("an element " + element + " instead of a row");
    }
    int count = readCells();
    if (count != cells.size()) {
      throw new MalformedLine(
          count + (count == 1 ? " cell" : " cells") + " instead of " + cells.size());
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = cells.get(i).ofText(texts.get(i));
    }
  }

  /** Keeps one text for each field, and counts all cells. */
  private int readCells() throws MalformedLine {
    int count = 0;
    boolean encoded = false;
    int event = xml.next();
    while (event != XMLStreamConstants.END_ELEMENT || !xml.element().equals("TR")) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        encoded |= !xml.attribute("encoding").isEmpty();
        String text = xml.text();
        if (count < cells.size()) {
          texts.add(text);
        }
        count++;
      }
      event = xml.next();
    }
    if (encoded) {
      throw new MalformedLine("a cell is encoded");
    }
    return count;
  }

  @Override
  public String fault() {
    return fault;
  }

  @Override
  public String text() {
    return String.join(" | ", texts);
  }

  @Override
  public Object value(int field) {
    return values[field];
  }
}
