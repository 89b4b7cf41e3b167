package allsky.spark.catalog.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The header of an ECSV table. YAML in comments gives the names, types and units of the columns;
 * one more line repeats the names (Astropy's APE 6, Enhanced Character Separated Values, version
 * 1).
 *
 * @param layout the columns as the header describes them
 * @param arrays the columns whose cells are JSON arrays
 */
public record EcsvHeader(DelimitedLayout layout, List<String> arrays) {

  private static final String FIRST_LINE = "#\\s*%ECSV\\b.*";

  /** True for the first line of an ECSV table. */
  public static boolean isFirstLine(String line) {
    return line.strip().matches(FIRST_LINE);
  }

  /**
   * Reads the lines up to the line with the column names.
   *
   * @throws IllegalArgumentException if they are not an ECSV header; the message is for the user
   */
  public static EcsvHeader read(BufferedReader lines) throws IOException {
    StringBuilder yaml = new StringBuilder();
    String line = lines.readLine();
    while (line != null && (line.isBlank() || line.startsWith("#"))) {
      if (!line.isBlank() && !isFirstLine(line)) {
        yaml.append(line.replaceFirst("^# ?", "")).append('\n');
      }
      line = lines.readLine();
    }
    if (line == null) {
      throw new IllegalArgumentException("it has only comments");
    }
    return of(yaml.toString(), line);
  }

  private static EcsvHeader of(String yaml, String namesLine) {
    Map<String, Node> head = mapping(parsed(yaml));
    char separator = separator(head);
    List<TextColumn> columns = new ArrayList<>();
    List<String> arrays = new ArrayList<>();
    for (Map<String, Node> column : columns(head)) {
      String name = required(column, "name");
      columns.add(column(name, column));
      if (column.containsKey("subtype")) {
        arrays.add(name);
      }
    }
    List<String> names = names(namesLine, separator);
    if (!names.equals(columns.stream().map(TextColumn::name).toList())) {
      throw new IllegalArgumentException(
          "its ECSV header and its line of column names differ; the header has: "
              + String.join(" ", names));
    }
    DelimitedLayout layout = new DelimitedLayout(List.copyOf(columns), separator, namesLine);
    return new EcsvHeader(layout, List.copyOf(arrays));
  }

  /** YAML nodes are used instead of objects, because the tags name classes of astropy. */
  private static Node parsed(String yaml) {
    try {
      return new Yaml().compose(new StringReader(yaml));
    } catch (YAMLException e) {
      throw new IllegalArgumentException("its ECSV header is not YAML", e);
    }
  }

  private static TextColumn column(String name, Map<String, Node> column) {
    String unit = text(column, "unit").orElse("");
    TextType type = column.containsKey("subtype") ? TextType.TEXT : type(column);
    return new TextColumn(name, type, unit, Set.of());
  }

  private static TextType type(Map<String, Node> column) {
    return switch (required(column, "datatype")) {
      case "bool" -> TextType.TRUTH;
      case "int8", "int16", "int32", "uint8", "uint16" -> TextType.INTEGER;
      case "int64", "uint32" -> TextType.LONG;
      case "uint64" -> TextType.LONGER;
      case "float16", "float32", "float64", "float128" -> TextType.NUMBER;
      default -> TextType.TEXT;
    };
  }

  private static List<Map<String, Node>> columns(Map<String, Node> head) {
    if (!(head.get("datatype") instanceof SequenceNode columns)) {
      throw new IllegalArgumentException("its ECSV header has no list 'datatype'");
    }
    return columns.getValue().stream().map(EcsvHeader::mapping).toList();
  }

  private static char separator(Map<String, Node> head) {
    String delimiter = text(head, "delimiter").orElse(" ");
    if (!delimiter.equals(" ") && !delimiter.equals(",")) {
      throw new IllegalArgumentException(
          "the delimiter in its ECSV header is '"
              + delimiter
              + "'; ECSV allows a space or a comma");
    }
    return delimiter.charAt(0);
  }

  private static List<String> names(String line, char separator) {
    try {
      return DelimitedLayout.split(line.strip(), separator);
    } catch (MalformedLine e) {
      throw new IllegalArgumentException("its line of column names: " + e.getMessage(), e);
    }
  }

  private static String required(Map<String, Node> column, String key) {
    return text(column, key)
        .orElseThrow(
            () -> new IllegalArgumentException("a column in its ECSV header has no '" + key + "'"));
  }

  private static Optional<String> text(Map<String, Node> mapping, String key) {
    return mapping.get(key) instanceof ScalarNode value
        ? Optional.of(value.getValue())
        : Optional.empty();
  }

  private static Map<String, Node> mapping(Node node) {
    Map<String, Node> values = new HashMap<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        values.put(((ScalarNode) entry.getKeyNode()).getValue(), entry.getValueNode());
      }
    }
    return values;
  }
}
