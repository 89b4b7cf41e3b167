package allsky.network;

import ai.djl.ndarray.types.Shape;
import allsky.network.architecture.Architecture;
import allsky.survey.Band;
import allsky.survey.SourceClass;
import java.io.Serializable;
import java.util.List;

/**
 * The architecture, the input and the output of a network.
 *
 * @param architecture the layers; IICnet if it is missing, as in models of older versions
 * @param inputSide side of the square input in pixels, a multiple of 8 and at least 16; 80 in the
 *     paper
 * @param bands the input's channels in order
 * @param classes the outputs in order
 * @param stemKernel side of the first convolution's kernel, odd. For IICnet it is 5 in the paper
 *     (figure 8); other architectures have a fixed value
 */
public record NetworkShape(
    Architecture architecture,
    int inputSide,
    List<Band> bands,
    List<SourceClass> classes,
    int stemKernel)
    implements Serializable {

  public NetworkShape {
    architecture = architecture == null ? Architecture.IICNET : architecture;
    if (inputSide < 16 || inputSide % 8 != 0) {
      throw new IllegalArgumentException(
          "Invalid input side (a multiple of 8, at least 16): " + inputSide);
    }
    if (inputSide < architecture.smallestSide()) {
      throw new IllegalArgumentException(
          "Invalid input side of %s (%d or more): %d"
              .formatted(architecture, architecture.smallestSide(), inputSide));
    }
    if (bands.isEmpty() || bands.stream().distinct().count() != bands.size()) {
      throw new IllegalArgumentException("Invalid bands (at least one, each once): " + bands);
    }
    if (classes.size() < 2 || classes.stream().distinct().count() != classes.size()) {
      throw new IllegalArgumentException("Invalid classes (at least two, each once): " + classes);
    }
    if (stemKernel < 1 || stemKernel % 2 == 0) {
      throw new IllegalArgumentException("Invalid stem kernel (odd): " + stemKernel);
    }
    if (stemKernel != architecture.stemKernel() && !architecture.hasFreeStem()) {
      throw new IllegalArgumentException(
          "Invalid stem kernel of %s (%d): %d"
              .formatted(architecture, architecture.stemKernel(), stemKernel));
    }
    bands = List.copyOf(bands);
    classes = List.copyOf(classes);
  }

  /** The shape of an IICnet. */
  public NetworkShape(int inputSide, List<Band> bands, List<SourceClass> classes, int stemKernel) {
    this(Architecture.IICNET, inputSide, bands, classes, stemKernel);
  }

  /** The shape of the paper: 80 x 80 pixels of W1, W2, W3; three classes; a 5 x 5 stem. */
  public static NetworkShape ofPaper() {
    return new NetworkShape(
        80, List.of(Band.W1, Band.W2, Band.W3), List.of(SourceClass.values()), 5);
  }

  /** The shape of another architecture with the same input and output, and with its own stem. */
  public NetworkShape with(Architecture other) {
    return new NetworkShape(other, inputSide, bands, classes, other.stemKernel());
  }

  /** Number of floats of one embedding. */
  public int embeddingSize() {
    return Network.of(this).embeddingSize();
  }

  /** Number of floats of one input: bands times the square of the side. */
  public int inputSize() {
    return bands.size() * inputSide * inputSide;
  }

  /** The input tensor of a batch: (batch, bands, side, side). */
  public Shape inputShape(int batch) {
    return new Shape(batch, bands.size(), inputSide, inputSide);
  }
}
