package allsky.network;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The layers of a network with their cost for one image, counted in two ways.
 *
 * <p>Multiply-adds are the products, with their additions, of convolutions and fully connected
 * layers. The count {@code ptflops} follows the rules of the tool with this name
 * (github.com/sovrasov/flops-counter.pytorch, pytorch_ops.py), which the paper's table 3 uses. In
 * addition to the multiply-adds it counts one operation for each value to which a bias is added,
 * two for each output value of batch normalisation, one for each output value of ReLU, and one for
 * each input value of a pool. It does not count sums, products, sigmoid, and averages and maxima
 * over the channels.
 */
public record LayerTable(List<Row> rows) {

  /**
   * One layer.
   *
   * @param name the layer's name, with which the names of its weights begin
   * @param output shape of the output without the batch axis: channels, height, width
   * @param parameters number of weights that training changes
   * @param multiplyAdds multiplications with their additions
   * @param ptflops operations by the rules of ptflops
   */
  public record Row(
      String name, List<Long> output, long parameters, long multiplyAdds, long ptflops) {

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

  public long ptflops() {
    return rows.stream().mapToLong(Row::ptflops).sum();
  }

  /** The table as text for a terminal: one line for each layer and a last line with the sums. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append(line("layer", "output", "parameters", "multiply-adds", "ptflops"));
    for (Row row : rows) {
      text.append(
          line(
              row.name,
              row.outputText(),
              count(row.parameters),
              count(row.multiplyAdds),
              count(row.ptflops)));
    }
    return text.append(sums("sum")).toString();
  }

  /** The last line of the table, with another title. */
  public String sums(String title) {
    return line(title, "", count(parameters()), count(multiplyAdds()), count(ptflops()));
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String line(
      String name, String output, String parameters, String multiplyAdds, String ptflops) {
    return String.format(
        Locale.ROOT,
        "%-11s %-15s %12s %14s %14s%n",
        name,
        output,
        parameters,
        multiplyAdds,
        ptflops);
  }
}
