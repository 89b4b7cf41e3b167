package allsky.network;

import ai.djl.ndarray.types.Shape;
import allsky.network.architecture.Architecture;
import allsky.spectrum.SpectrumRecipe;
import allsky.survey.Band;
import allsky.survey.NetworkInputs;
import allsky.survey.SourceClass;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

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
 * @param inputs what the network gets for a source; images if it is missing, as in models of older
 *     versions. Without images, bands and side are those of the cutouts from which it was trained;
 *     for spectra there are no bands, the side is 0, and architecture and stem do not matter
 */
public record NetworkShape(
    Architecture architecture,
    int inputSide,
    List<Band> bands,
    List<SourceClass> classes,
    int stemKernel,
    NetworkInputs inputs)
    implements Serializable {

  public NetworkShape {
    architecture = architecture == null ? Architecture.IICNET : architecture;
    inputs = inputs == null ? NetworkInputs.IMAGES : inputs;
    if (inputs == NetworkInputs.SPECTRA) {
      requireNoImages(inputSide, bands);
    } else {
      requireImages(architecture, inputSide, bands);
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
    if (!inputs.hasImages() && architecture != Architecture.IICNET) {
      throw new IllegalArgumentException(
          "Invalid network for the inputs %s (none, because it has no images): %s"
              .formatted(inputs.optionName(), architecture));
    }
    bands = List.copyOf(bands);
    classes = List.copyOf(classes);
  }

  private static void requireNoImages(int inputSide, List<Band> bands) {
    if (inputSide != 0 || !bands.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid inputs (spectra have no bands; train-spectra trains on them): %s, %d"
              .formatted(bands, inputSide));
    }
  }

  private static void requireImages(Architecture architecture, int inputSide, List<Band> bands) {
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
  }

  /** The shape of a network that gets images. */
  public NetworkShape(
      Architecture architecture,
      int inputSide,
      List<Band> bands,
      List<SourceClass> classes,
      int stemKernel) {
    this(architecture, inputSide, bands, classes, stemKernel, NetworkInputs.IMAGES);
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

  /** The shape of the network for spectra; it has no bands and no side. */
  public static NetworkShape ofSpectra(List<SourceClass> classes) {
    Architecture none = Architecture.IICNET;
    return new NetworkShape(none, 0, List.of(), classes, none.stemKernel(), NetworkInputs.SPECTRA);
  }

  /** The shape of another architecture with the same input and output, and with its own stem. */
  public NetworkShape with(Architecture other) {
    return new NetworkShape(other, inputSide, bands, classes, other.stemKernel(), inputs);
  }

  /** The same shape with other inputs. */
  public NetworkShape with(NetworkInputs other) {
    return new NetworkShape(architecture, inputSide, bands, classes, stemKernel, other);
  }

  /** The name of the network in messages and in {@code model.json}. */
  public String title() {
    return switch (inputs) {
      case IMAGES -> architecture.title();
      case COLOURS -> "Colour-colour network";
      case FUSION -> architecture.title() + " with colours";
      case PHOTOMETRY -> architecture.title() + " with photometry";
      case SPECTRA -> "Spectrum network";
    };
  }

  /** The bands in which the network needs an image or a magnitude. */
  public List<Band> measuredBands() {
    return Stream.concat(bands.stream(), inputs.photometryBands().stream()).distinct().toList();
  }

  /** Number of floats of one embedding. */
  public int embeddingSize() {
    return Network.of(this).embeddingSize();
  }

  /**
   * Number of floats of one input: all pixels, then the photometry; or a spectrum's wavelengths.
   */
  public int inputSize() {
    return inputs == NetworkInputs.SPECTRA
        ? SpectrumRecipe.CURRENT.length()
        : planes() * inputSide * inputSide + inputs.photometryCount();
  }

  /** Number of images at the beginning of one input: one for each band, or 0. */
  public int planes() {
    return inputs.hasImages() ? bands.size() : 0;
  }

  /**
   * The input tensor of a batch: (batch, bands, side, side) for images, (batch, 1, 1, n) for
   * spectra, otherwise (batch, n).
   */
  public Shape inputShape(int batch) {
    return switch (inputs) {
      case IMAGES -> new Shape(batch, bands.size(), inputSide, inputSide);
      case SPECTRA -> new Shape(batch, 1, 1, inputSize());
      case COLOURS, FUSION, PHOTOMETRY -> new Shape(batch, inputSize());
    };
  }

  /** Checkpoints of older versions have this text for a network that gets images. */
  @Override
  public String toString() {
    return "NetworkShape[architecture=%s, inputSide=%d, bands=%s, classes=%s, stemKernel=%d%s]"
        .formatted(
            architecture,
            inputSide,
            bands,
            classes,
            stemKernel,
            inputs == NetworkInputs.IMAGES ? "" : ", inputs=" + inputs.optionName());
  }
}
