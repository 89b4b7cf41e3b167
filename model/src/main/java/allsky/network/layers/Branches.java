package allsky.network.layers;

import java.util.ArrayList;
import java.util.List;

/** Layers that take the same input, and how their outputs are joined. */
public record Branches(Join join, List<Layer> branches) implements Layer {

  /** How the outputs become one. */
  public enum Join {
    /** The channels of all branches, in their order. */
    CONCATENATION,
    /** The sum of the branches, which have one shape. */
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

  /** A shortcut is a branch: {@code Chain.of()} for the input itself. */
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
