package allsky.network;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A network's layers with their cost for one image, by two counts.
 *
 * <p>Multiply-adds are the products of convolutions and fully connected layers, each with its
 * addition. The count {@code ptflops} is that of the tool of this name
 * (github.com/sovrasov/flops-counter.pytorch, pytorch_ops.py), by which the paper's table 3 is
 * counted. It adds to the multiply-adds one operation for each value that a bias is added to, two
 * for each value that batch normalisation returns, one for each value of ReLU, and one for each
 * value that a pool reads. Sums, products, sigmoid, and averages and maxima over the channels are
 * not counted.
 */
public record LayerTable(List<Row> rows) {

  /**
   * One layer.
   *
   * @param name the layer's name, the beginning of its weights' names
   * @param output shape of the output without the batch: channels, height, width
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

  /** A table for a terminal: one line a layer and a last line with the sums. */
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
