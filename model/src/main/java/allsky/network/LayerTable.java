package allsky.network;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A network's layers with what each costs; multiply-adds are for one image. */
public record LayerTable(List<Row> rows) {

  /**
   * One layer.
   *
   * @param name the layer's name, the beginning of its weights' names
   * @param output shape of the output without the batch: channels, height, width
   * @param parameters number of weights that training changes
   * @param multiplyAdds multiplications with addition, counted as by thop 0.1
   */
  public record Row(String name, List<Long> output, long parameters, long multiplyAdds) {

    String outputText() {
      return output.stream().map(String::valueOf).collect(Collectors.joining(" x "));
    }
  }

  public LayerTable {
    rows = List.copyOf(rows);
  }

  public long parameters() {
    return rows.stream().mapToLong(Row::parameters).sum();
  }

  public long multiplyAdds() {
    return rows.stream().mapToLong(Row::multiplyAdds).sum();
  }

  /** A table for a terminal: one line a layer and a last line with the sums. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append(line("layer", "output", "parameters", "multiply-adds"));
    for (Row row : rows) {
      text.append(line(row.name, row.outputText(), count(row.parameters), count(row.multiplyAdds)));
    }
    return text.append(line("sum", "", count(parameters()), count(multiplyAdds()))).toString();
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String line(String name, String output, String parameters, String multiplyAdds) {
    return String.format(
        Locale.ROOT, "%-8s %-14s %12s %14s%n", name, output, parameters, multiplyAdds);
  }
}
