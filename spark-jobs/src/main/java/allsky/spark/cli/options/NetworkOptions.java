package allsky.spark.cli.options;

import allsky.UserError;
import allsky.network.NetworkShape;
import allsky.survey.Band;
import allsky.survey.SourceClass;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say how large a network is and what it tells apart. */
public final class NetworkOptions {

  @Option(
      names = "--input-side",
      defaultValue = "80",
      paramLabel = "PIXELS",
      description =
          "Side of the network input in pixels, a multiple of 8 from 16 to 512. The paper "
              + "has its best result with 80.")
  private int inputSide;

  @Option(
      names = "--stem-kernel",
      defaultValue = "5",
      paramLabel = "PIXELS",
      description =
          "Kernel size of the first convolution in pixels, an odd number. The paper "
              + "compares 3 and 5.")
  private int stemKernel;

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
        Arrays.stream(classes)
            .map(
                name ->
                    SourceClass.ofName(name)
                        .orElseThrow(
                            () -> new UserError("Invalid --classes (STAR, GALAXY, QSO): " + name)))
            .toList();
    if (inputSide > 512) {
      throw new UserError("Invalid --input-side (16 to 512): " + inputSide);
    }
    try {
      return new NetworkShape(inputSide, bands, named, stemKernel);
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage(), e);
    }
  }
}
