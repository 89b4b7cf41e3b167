package allsky.spark.catalog.votable;

import allsky.spark.catalog.votable.VoTable.Data;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A pass over a VOTable file that collects the elements that describe tables. */
final class VoDocumentScan {

  private final VoXml xml;
  private final VoFrames frames = new VoFrames();
  private final List<String> notes = new ArrayList<>();
  private final List<VoTable> tables = new ArrayList<>();

  // The current table, or the last one.
  private int number;
  private String name = "";
  private List<VoField> fields = new ArrayList<>();
  private Data data = Data.NONE;
  private long promisedRows = -1;
  private long rowElements;

  /** True within a FIELD. The VALUES of a PARAM are ignored. */
  private boolean inField;

  VoDocumentScan(VoXml xml) {
    this.xml = xml;
  }

  VoDocument document() {
    if (!xml.nextElement() || !xml.element().equals("VOTABLE")) {
      throw xml.fault("it is XML, but not a VOTable");
    }
    while (xml.nextElement()) {
      take(xml.element());
    }
    addTable();
    return new VoDocument(tables.stream().map(frames::placed).toList(), List.copyOf(notes));
  }

  private void take(String element) {
    switch (element) {
      case "COOSYS" ->
          frames.addSystem(xml.attribute("ID"), xml.attribute("system"), xml.attribute("equinox"));
      case "GROUP" -> frames.startGroup(xml.attribute("ref"));
      case "FIELDref" -> frames.addReference(xml.attribute("ref"));
      case "INFO" -> takeStatus();
      case "TABLE" -> startTable();
      case "FIELD" -> addField();
      case "PARAM" -> inField = false;
      case "VALUES" -> takeNull();
      case "TABLEDATA", "BINARY", "BINARY2", "FITS" -> data = Data.valueOf(element);
      case "STREAM" -> data = xml.attribute("href").isEmpty() ? data : Data.ELSEWHERE;
      case "TR" -> rowElements++;
      default -> {
        // Ignore descriptions, links, services and cells.
      }
    }
  }

  /**
   * Reads the status that a service reports: an error, or a truncated result (DALI 1.1, section
   * 4.4).
   */
  private void takeStatus() {
    if (!xml.attribute("name").equalsIgnoreCase("QUERY_STATUS")) {
      return;
    }
    String value = xml.attribute("value").toUpperCase(Locale.ROOT);
    if (value.equals("ERROR")) {
      throw xml.fault("the archive reports an error: " + xml.text().replaceAll("\\s+", " "));
    }
    if (value.equals("OVERFLOW")) {
      notes.add("the archive truncated the rows at its limit (QUERY_STATUS is OVERFLOW)");
    }
  }

  private void startTable() {
    addTable();
    number++;
    name = xml.attribute("name").isEmpty() ? xml.attribute("ID") : xml.attribute("name");
    String rows = xml.attribute("nrows");
    promisedRows = rows.matches("\\d{1,18}") ? Long.parseLong(rows) : -1;
    fields = new ArrayList<>();
    data = Data.NONE;
    rowElements = 0;
  }

  private void addTable() {
    if (!fields.isEmpty()) {
      tables.add(new VoTable(number, name, List.copyOf(fields), data, promisedRows, rowElements));
    }
  }

  private void addField() {
    inField = number > 0;
    if (!inField) {
      return;
    }
    String id = xml.attribute("ID");
    String given = xml.attribute("name").isEmpty() ? id : xml.attribute("name");
    String column = given.isEmpty() ? "column" + (fields.size() + 1) : given;
    frames.addField(number, fields.size(), id, xml.attribute("ref"));
    fields.add(
        new VoField(
            column,
            type(column),
            shape(column),
            xml.attribute("unit"),
            xml.attribute("ucd").toLowerCase(Locale.ROOT),
            "",
            ""));
  }

  private VoType type(String column) {
    String word = xml.attribute("datatype");
    return VoType.of(word)
        .orElseThrow(
            () -> xml.fault("its column " + column + " has the unknown datatype '" + word + "'"));
  }

  private VoShape shape(String column) {
    try {
      return VoShape.of(xml.attribute("arraysize"));
    } catch (IllegalArgumentException e) {
      throw xml.fault("its column " + column + ": " + e.getMessage());
    }
  }

  private void takeNull() {
    String text = xml.attribute("null");
    if (inField && !text.isEmpty()) {
      fields.set(fields.size() - 1, fields.get(fields.size() - 1).withNull(text));
    }
  }
}
