package allsky.spark.cli.options;

import allsky.UserError;
import allsky.network.NetworkShape;
import allsky.network.architecture.Architecture;
import allsky.survey.Band;
import allsky.survey.NetworkInputs;
import allsky.survey.SourceClass;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that set the input, the kernel and the classes of a network. */
@Heading.Under(Heading.NETWORK)
public final class NetworkOptions {

  @Option(
      names = "--network",
      defaultValue = "iicnet",
      paramLabel = "NAME",
      description =
          "Network to train: iicnet, iicnet-lite (half of its widths), vgg16, googlenet, resnet34,"
              + " resnet34-wide, mobilenet, efficientnetv2, efficientnetv2-se, repvgg-a1 or"
              + " repvgg-a1-plus. The paper compares these, except iicnet-lite.")
  private String network;

  @Option(
      names = "--inputs",
      defaultValue = "images",
      paramLabel = "INPUTS",
      description =
          "What the network gets for a source: images, colours (W1-W2 and W2-W3 of the catalog),"
              + " fusion (both, in one network) or photometry (images, colours and errors of the"
              + " magnitudes). colours and fusion need the columns w1mpro, w1sigmpro and the same of"
              + " W2 and W3; photometry also of W4.")
  private String inputs;

  @Option(
      names = "--input-side",
      paramLabel = "PIXELS",
      description =
          "Side of the network input in pixels, a multiple of 8 from 16 to 512 (default: 40 for"
              + " iicnet-lite, 80 for the others). 40 has about the native pixels of the images and"
              + " a quarter of the operations of 80. The best result of the paper is for 80.")
  private Integer inputSide;

  @Option(
      names = "--stem-kernel",
      paramLabel = "PIXELS",
      description =
          "Kernel size of the first convolution of iicnet and iicnet-lite in pixels, an odd number"
              + " (default: 5). The paper compares 3 and 5.")
  private Integer stemKernel;

  @Option(
      names = "--classes",
      defaultValue = "STAR,GALAXY,QSO",
      split = ",",
      paramLabel = "LIST",
      description =
          "Classes that the network predicts, two or more. Cutouts of other classes are "
              + "not used.")
  private String[] classes;

  public NetworkShape shape(List<Band> bands) {
    List<SourceClass> named =
        Arrays.stream(classes).map(name -> OptionCheck.sourceClass("--classes", name)).toList();
    Architecture architecture =
        Architecture.ofOption(network)
            .orElseThrow(
                () ->
                    new UserError(
                        "Invalid --network (%s): %s"
                            .formatted(Architecture.optionNames(), network)));
    NetworkInputs chosen =
        NetworkInputs.ofOption(inputs)
            .orElseThrow(
                () ->
                    new UserError(
                        "Invalid --inputs (%s): %s"
                            .formatted(NetworkInputs.optionNames(), inputs)));
    int side = inputSide == null ? architecture.inputSide() : inputSide;
    if (side > 512) {
      throw new UserError("Invalid --input-side (16 to 512): " + side);
    }
    try {
      int stem = stemKernel == null ? architecture.stemKernel() : stemKernel;
      return new NetworkShape(architecture, side, bands, named, stem, chosen);
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage(), e);
    }
  }
}
