package allsky.network;

import ai.djl.ndarray.types.Shape;
import allsky.network.WeightShape.Role;
import allsky.network.layers.AdaptiveAverage;
import allsky.network.layers.Convolution;
import allsky.network.layers.InputPart;
import allsky.network.layers.Kernel;
import allsky.network.layers.Layer;
import allsky.network.layers.MaxPool;
import allsky.network.layers.Operations;
import allsky.network.layers.RepVggBlock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Applies layers to shapes instead of arrays. It collects the weights that the layers need and
 * counts their operations for input of this shape.
 */
final class DryRun implements Operations<Shape> {

  /** The form in which the layers are measured. */
  enum Form {
    TRAINED,
    /** With batch normalisation, and the branches of RepVGG, folded into the convolutions. */
    EXPORTED
  }

  private final Form form;
  private final Map<String, WeightShape> weights = new LinkedHashMap<>();
  private final List<Convolved> convolutions = new ArrayList<>();
  private long multiplyAdds;
  private long otherOperations;

  DryRun(Form form) {
    this.form = form;
  }

  /** All weights by name, in the order of their first use. */
  Map<String, WeightShape> weights() {
    return weights;
  }

  /** A convolution and the shape of its input. */
  record Convolved(String path, Shape input, Convolution convolution) {}

  /** All convolutions in their order. */
  List<Convolved> convolutions() {
    return convolutions;
  }

  /** Number of weights that training changes. */
  long parameters() {
    return weights.values().stream()
        .filter(WeightShape::trainable)
        .mapToLong(weight -> weight.shape().size())
        .sum();
  }

  /** Multiply-adds of convolutions and fully connected layers. */
  long multiplyAdds() {
    return multiplyAdds;
  }

  /** Operations by the rules of ptflops, see {@link LayerTable}. */
  long ptflops() {
    return multiplyAdds + otherOperations;
  }

  @Override
  public Shape convolution(String path, Shape input, Convolution convolution) {
    Kernel kernel = convolution.kernel();
    int filters = convolution.filters();
    Shape output = kernel.outputShape(input, filters);
    if (input.get(1) % convolution.groups() != 0) {
      throw new IllegalArgumentException(
          "Invalid channels (a multiple of the %d groups): %d"
              .formatted(convolution.groups(), input.get(1)));
    }
    convolutions.add(new Convolved(path, input, convolution));
    long channels = input.get(1) / convolution.groups();
    Shape factors = new Shape(filters, channels, kernel.height(), kernel.width());
    declare(Role.FACTOR, convolution.factorPath(path), factors);
    multiplyAdds += factors.size() / filters * output.size();
    Convolution.Addition addition = convolution.addition();
    boolean folds = form == Form.EXPORTED && addition.isNormalised();
    if (addition.hasBias() || folds) {
      declare(Role.BIAS, convolution.factorPath(path), new Shape(filters));
      otherOperations += output.size();
    }
    if (addition.isNormalised() && !folds) {
      batchNormalisation(convolution.normalisationPath(path), output);
    }
    return output;
  }

  @Override
  public Shape batchNormalisation(String path, Shape input) {
    for (Role role : Role.BATCH_NORMALISATION) {
      declare(role, path, new Shape(input.get(1)));
    }
    otherOperations += 2 * input.size();
    return input;
  }

  @Override
  public Shape repVgg(String path, Shape input, RepVggBlock block) {
    Layer layer = form == Form.EXPORTED ? block.folded() : block.branches();
    return layer.apply(this, path, input);
  }

  @Override
  public Shape dropout(Shape input, double share) {
    return input;
  }

  @Override
  public Shape adaptiveAverage(Shape input, AdaptiveAverage layer) {
    if (input.get(2) != layer.inputSide() || input.get(3) != layer.inputSide()) {
      throw new IllegalArgumentException(
          "Invalid input of averages (%d pixels a side): %s".formatted(layer.inputSide(), input));
    }
    otherOperations += input.size();
    return new Shape(input.get(0), input.get(1), layer.outputSide(), layer.outputSide());
  }

  @Override
  public Shape linear(String path, Shape input, int units) {
    Shape output = new Shape(input.get(0), units);
    declare(Role.FACTOR, path, new Shape(units, input.get(1)));
    declare(Role.BIAS, path, new Shape(units));
    multiplyAdds += input.size() * units;
    otherOperations += units;
    return output;
  }

  /** Declares a weight; a weight that is used twice is declared once. */
  private void declare(Role role, String path, Shape shape) {
    weights.putIfAbsent(role.in(path), new WeightShape(role, shape));
  }

  @Override
  public Shape maxPool(Shape input, MaxPool pool) {
    otherOperations += input.size();
    return pool.outputShape(input);
  }

  @Override
  public Shape globalAverage(Shape input) {
    otherOperations += input.size();
    return new Shape(input.get(0), input.get(1), 1, 1);
  }

  @Override
  public Shape globalMaximum(Shape input) {
    return globalAverage(input);
  }

  @Override
  public Shape channelAverage(Shape input) {
    return new Shape(input.get(0), 1, input.get(2), input.get(3));
  }

  @Override
  public Shape channelMaximum(Shape input) {
    return channelAverage(input);
  }

  @Override
  public Shape part(Shape input, InputPart part) {
    if (part.end() > input.get(1)) {
      throw new IllegalArgumentException(
          "Invalid part of an input (%d floats): %s".formatted(input.get(1), part));
    }
    return new Shape(input.get(0), part.channels(), part.height(), part.width());
  }

  @Override
  public Shape flatten(Shape input) {
    return new Shape(input.get(0), input.size() / input.get(0));
  }

  @Override
  public Shape relu(Shape input) {
    otherOperations += input.size();
    return input;
  }

  @Override
  public Shape sigmoid(Shape input) {
    return input;
  }

  @Override
  public Shape add(Shape left, Shape right) {
    if (!left.equals(right)) {
      throw new IllegalArgumentException(
          "Invalid layers (a sum needs equal shapes): %s and %s".formatted(left, right));
    }
    return left;
  }

  @Override
  public Shape multiply(Shape left, Shape right) {
    return left;
  }

  @Override
  public Shape concatenate(List<Shape> inputs) {
    Shape first = inputs.get(0);
    long channels = inputs.stream().mapToLong(input -> input.get(1)).sum();
    return first.slice(0, 1).add(channels).addAll(first.slice(2));
  }
}
