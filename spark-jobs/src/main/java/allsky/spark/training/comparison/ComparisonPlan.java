package allsky.spark.training.comparison;

import allsky.UserError;
import allsky.network.NetworkShape;
import allsky.network.architecture.Architecture;
import allsky.survey.Band;
import allsky.survey.NetworkInputs;
import allsky.survey.SourceClass;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The trainings of a comparison, in the order in which they run: all networks with the first seed,
 * then all with the second one. So a comparison that is stopped has compared all networks once.
 */
public record ComparisonPlan(List<NetworkVariant> variants) {

  /**
   * What varies; the comparison has every combination, each once.
   *
   * @param architectures the networks
   * @param inputSides in pixels; none for the side that each network has by default
   * @param stemKernels in pixels; only for networks with a free stem
   * @param bandSets the bands of the input
   * @param inputs images, colours, both, photometry, or spectra. The network for colours alone is
   *     one, and so is that for spectra, whatever the architectures, sides, stems and bands
   */
  public record Axes(
      List<Architecture> architectures,
      List<Integer> inputSides,
      List<Integer> stemKernels,
      List<List<Band>> bandSets,
      List<NetworkInputs> inputs) {}

  public ComparisonPlan {
    variants = List.copyOf(variants);
  }

  /**
   * The combinations of the axes.
   *
   * @param firstSeed the seeds are this number and the following ones
   * @throws UserError if a network cannot have an input side or a stem
   */
  public static ComparisonPlan of(Axes axes, List<SourceClass> classes, long firstSeed, int seeds) {
    Set<NetworkVariant> variants = new LinkedHashSet<>();
    List<NetworkShape> shapes = shapes(axes, classes);
    for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
      for (NetworkShape shape : shapes) {
        variants.add(new NetworkVariant(shape, seed));
      }
    }
    return new ComparisonPlan(new ArrayList<>(variants));
  }

  private static List<NetworkShape> shapes(Axes axes, List<SourceClass> classes) {
    List<NetworkShape> shapes = new ArrayList<>();
    for (NetworkInputs inputs : axes.inputs()) {
      if (inputs.hasImages()) {
        images(axes, classes).forEach(shape -> shapes.add(shape.with(inputs)));
      } else if (inputs == NetworkInputs.SPECTRA) {
        shapes.add(NetworkShape.ofSpectra(classes));
      } else {
        shapes.add(colours(axes, classes).with(inputs));
      }
    }
    return shapes;
  }

  private static List<NetworkShape> images(Axes axes, List<SourceClass> classes) {
    List<NetworkShape> shapes = new ArrayList<>();
    for (Architecture architecture : axes.architectures()) {
      List<Integer> stems =
          architecture.hasFreeStem() ? axes.stemKernels() : List.of(architecture.stemKernel());
      List<Integer> sides =
          axes.inputSides().isEmpty() ? List.of(architecture.inputSide()) : axes.inputSides();
      for (int side : sides) {
        for (int stem : stems) {
          axes.bandSets()
              .forEach(bands -> shapes.add(shape(architecture, side, bands, classes, stem)));
        }
      }
    }
    return shapes;
  }

  /** The settings of images mean nothing here, so they are always the same. */
  private static NetworkShape colours(Axes axes, List<SourceClass> classes) {
    NetworkShape paper = NetworkShape.ofPaper();
    return shape(
        paper.architecture(),
        paper.inputSide(),
        axes.bandSets().get(0),
        classes,
        paper.stemKernel());
  }

  private static NetworkShape shape(
      Architecture architecture, int side, List<Band> bands, List<SourceClass> classes, int stem) {
    try {
      return new NetworkShape(architecture, side, bands, classes, stem);
    } catch (IllegalArgumentException e) {
      throw new UserError(
          "Cannot compare %s: %s".formatted(architecture.optionName(), e.getMessage()), e);
    }
  }
}
