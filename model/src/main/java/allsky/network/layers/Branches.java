package allsky.network.layers;

import java.util.ArrayList;
import java.util.List;

/** Parallel layers with the same input, and the operation that joins their outputs. */
public record Branches(Join join, List<Layer> branches) implements Layer {

  /** The operation that joins the outputs. */
  public enum Join {
    /** Concatenates the channels of all branches, in their order. */
    CONCATENATION,
    /** Adds the outputs, which have the same shape. */
    SUM
  }

  public Branches {
    if (branches.isEmpty()) {
      throw new IllegalArgumentException("Invalid branches (at least one): none");
    }
    Layer.distinctNames(branches);
    branches = List.copyOf(branches);
  }

  public static Branches concatenated(Layer... branches) {
    return new Branches(Join.CONCATENATION, List.of(branches));
  }

  /**
   * The sum of branches. A shortcut is a branch too: {@code Chain.of()} returns the input
   * unchanged.
   */
  public static Branches sum(Layer... branches) {
    return new Branches(Join.SUM, List.of(branches));
  }

  @Override
  public List<String> names() {
    return Layer.distinctNames(branches);
  }

  @Override
  public <V> V apply(Operations<V> on, String path, V input) {
    List<V> outputs = new ArrayList<>();
    for (Layer branch : branches) {
      outputs.add(branch.apply(on, path, input));
    }
    return switch (join) {
      case CONCATENATION -> on.concatenate(outputs);
      case SUM -> outputs.stream().reduce(on::add).orElseThrow();
    };
  }
}
