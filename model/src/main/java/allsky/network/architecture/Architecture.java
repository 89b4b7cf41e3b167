package allsky.network.architecture;

import allsky.network.layers.Layer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The available networks: IICnet, a smaller variant of it, and the networks with which Zhao et al.
 * 2023 compare it (table 3).
 *
 * <p>Some rows of table 3 are not the published networks of these names: their numbers of
 * parameters and operations belong to variants. Both forms are available: {@link #RESNET34} is the
 * published network and {@link #RESNET34_WIDE} the network of the table; likewise {@link
 * #REPVGG_A1} and {@link #REPVGG_A1_PLUS}, {@link #EFFICIENTNETV2} and {@link #EFFICIENTNETV2_SE}.
 * All networks have one output for each class, and none starts from pretrained weights.
 */
public enum Architecture {
  IICNET("iicnet", "IICnet", "reconstructed from Zhao et al. 2023 (arXiv:2305.10217)", 5),
  IICNET_LITE(
      "iicnet-lite", "IICnet-lite", "IICnet with half of its widths, a variant of allsky", 5),
  VGG16("vgg16", "VGG16", "Simonyan and Zisserman 2015, configuration D", 3),
  GOOGLENET("googlenet", "GoogLeNet", "Szegedy et al. 2015, without auxiliary outputs", 7),
  RESNET34("resnet34", "ResNet34", "He et al. 2016", 7),
  RESNET34_WIDE("resnet34-wide", "ResNet34-wide", "He et al. 2016 with wider stages", 7),
  MOBILENET("mobilenet", "MobileNet", "Howard et al. 2017", 3),
  EFFICIENTNETV2("efficientnetv2", "EfficientNetV2-S", "Tan and Le 2021, size S", 3),
  EFFICIENTNETV2_SE(
      "efficientnetv2-se",
      "EfficientNetV2-S-SE",
      "Tan and Le 2021, size S of the first preprint, squeeze and excitation in all stages",
      3),
  REPVGG_A1("repvgg-a1", "RepVGG-A1", "Ding et al. 2021", 3),
  REPVGG_A1_PLUS(
      "repvgg-a1-plus", "RepVGG-A1-plus", "Ding et al. 2021 with one more block a stage", 3);

  private static final int PAPER_SIDE = 80;

  /** The native pixels of the Atlas: 50 arcsec are 36.4 pixels of 1.375 arcsec. */
  private static final int NATIVE_SIDE = 40;

  private final String optionName;
  private final String title;
  private final String source;
  private final int stemKernel;

  Architecture(String optionName, String title, String source, int stemKernel) {
    this.optionName = optionName;
    this.title = title;
    this.source = source;
    this.stemKernel = stemKernel;
  }

  /** The network with an option value. */
  public static Optional<Architecture> ofOption(String name) {
    return Arrays.stream(values()).filter(one -> one.optionName.equals(name)).findFirst();
  }

  /** The values of the option, for messages: {@code iicnet, vgg16, ...}. */
  public static String optionNames() {
    return Arrays.stream(values()).map(Architecture::optionName).collect(Collectors.joining(", "));
  }

  /** The value of the option {@code --network}. */
  public String optionName() {
    return optionName;
  }

  /** The name in messages and in {@code model.json}. */
  public String title() {
    return title;
  }

  /** The publication that describes the network. */
  public String source() {
    return source;
  }

  /** Side of the first convolution's kernel in pixels, unless the user wants another. */
  public int stemKernel() {
    return stemKernel;
  }

  /** True if the first convolution may have a kernel of another size. */
  public boolean hasFreeStem() {
    return this == IICNET || this == IICNET_LITE;
  }

  /** Side of the input in pixels, unless the user wants another. */
  public int inputSide() {
    return this == IICNET_LITE ? NATIVE_SIDE : PAPER_SIDE;
  }

  /** The minimum side of an input in pixels for which pixels remain after all pools. */
  public int smallestSide() {
    return this == VGG16 || this == GOOGLENET ? 32 : 16;
  }

  public Initialisation initialisation() {
    return this == VGG16 || this == GOOGLENET
        ? Initialisation.KAIMING
        : Initialisation.PYTORCH_DEFAULT;
  }

  /**
   * The layers from cutouts (batch, bands, side, side) to logits (batch, classes). The input of the
   * last layer is the embedding (batch, n).
   */
  public List<Layer.Named> layers(int inputSide, int stem, int classes) {
    return switch (this) {
      case IICNET -> IicNet.layers(stem, classes);
      case IICNET_LITE -> IicNet.halfWidths(stem, classes);
      case VGG16 -> Vgg16.layers(inputSide, classes);
      case GOOGLENET -> GoogLeNet.layers(classes);
      case RESNET34 -> ResNet34.asPublished(classes);
      case RESNET34_WIDE -> ResNet34.wide(classes);
      case MOBILENET -> MobileNet.layers(classes);
      case EFFICIENTNETV2 -> EfficientNetV2.asPublished(classes);
      case EFFICIENTNETV2_SE -> EfficientNetV2.ofFirstPreprint(classes);
      case REPVGG_A1 -> RepVgg.a1(classes);
      case REPVGG_A1_PLUS -> RepVgg.a1Plus(classes);
    };
  }

  @Override
  public String toString() {
    return optionName;
  }
}
