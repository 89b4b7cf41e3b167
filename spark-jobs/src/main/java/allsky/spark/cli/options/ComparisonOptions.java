package allsky.spark.cli.options;

import static allsky.spark.cli.options.OptionCheck.check;

import allsky.UserError;
import allsky.network.architecture.Architecture;
import allsky.spark.columns.TableInput;
import allsky.spark.training.comparison.ComparisonPlan;
import allsky.survey.Band;
import allsky.survey.NetworkInputs;
import allsky.survey.SourceClass;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that name the networks of a comparison. */
@Heading.Under(Heading.NETWORK)
public final class ComparisonOptions {

  private static final int MAX_SEEDS = 100;

  @Option(
      names = "--networks",
      required = true,
      split = ",",
      paramLabel = "LIST",
      description =
          "Networks to compare, by the names of train-iicnet --network. The paper compares"
              + " iicnet,vgg16,googlenet,resnet34-wide,mobilenet,efficientnetv2-se,repvgg-a1-plus.")
  private List<String> networks;

  @Option(
      names = "--input-sides",
      split = ",",
      paramLabel = "LIST",
      description =
          "Sides of the network input in pixels, multiples of 8 from 16 to 512. Default: 40 for"
              + " iicnet-lite, 80 for the others.")
  private List<Integer> inputSides;

  @Option(
      names = "--stem-kernels",
      defaultValue = "5",
      split = ",",
      paramLabel = "LIST",
      description =
          "Kernel sizes of the first convolution of iicnet and iicnet-lite in pixels, odd numbers.")
  private List<Integer> stemKernels;

  @Option(
      names = "--band-sets",
      split = ",",
      paramLabel = "LIST",
      description =
          "Bands of the network input, such as W1W2W3,W1W2W3W4 for a comparison of three and four"
              + " bands. A comma separates sets, so W1,W2 is two sets of one band. Default: all"
              + " bands of the cutouts.")
  private List<String> bandSets;

  @Option(
      names = "--inputs",
      defaultValue = "images",
      split = ",",
      paramLabel = "LIST",
      description =
          "What the networks get for a source: images, colours, fusion, photometry, spectra, or"
              + " several of them, see train-iicnet and train-spectra. Networks for only colours and"
              + " for spectra are trained once for each seed.")
  private List<String> inputs;

  @InputPath
  @Heading.Under(Heading.INPUT)
  @Option(
      names = "--spectra",
      paramLabel = "PATH",
      description =
          "For --inputs spectra: folder of spec-*.fits files, at any depth. The cutouts need the"
              + " column specobjid, which names plate, date and fibre (stack-cutouts --columns"
              + " specobjid).")
  private String spectra;

  @Option(
      names = "--classes",
      defaultValue = "STAR,GALAXY,QSO",
      split = ",",
      paramLabel = "LIST",
      description =
          "Classes that the networks predict, two or more. Cutouts of other classes are not used.")
  private List<String> classes;

  @Option(
      names = "--seeds",
      defaultValue = "3",
      paramLabel = "N",
      description =
          "Number of trainings of each network: with the seed of --seed and the following ones."
              + " Differences of less than 1 %% need 3 or more.")
  private int seeds;

  /**
   * The trainings that the options name.
   *
   * @param bands of the cutouts
   * @param firstSeed the value of {@code --seed}
   * @throws UserError if a network is not known, or cannot have an input side
   */
  public ComparisonPlan plan(List<Band> bands, long firstSeed) {
    check(seeds >= 1 && seeds <= MAX_SEEDS, "Invalid --seeds (1 to %s): %s", MAX_SEEDS, seeds);
    List<Integer> sides = inputSides == null ? List.of() : inputSides;
    sides.forEach(side -> check(side <= 512, "Invalid --input-sides (16 to 512): %s", side));
    ComparisonPlan.Axes axes =
        new ComparisonPlan.Axes(
            networks.stream().map(ComparisonOptions::network).toList(),
            sides,
            stemKernels,
            bandSets == null
                ? List.of(bands)
                : bandSets.stream().map(set -> bandSet(set, bands)).toList(),
            inputs.stream().map(ComparisonOptions::input).toList());
    List<SourceClass> named =
        classes.stream().map(name -> OptionCheck.sourceClass("--classes", name)).toList();
    return ComparisonPlan.of(axes, named, firstSeed, seeds);
  }

  private static Architecture network(String name) {
    return Architecture.ofOption(name)
        .orElseThrow(
            () ->
                new UserError(
                    "Invalid --networks (%s): %s".formatted(Architecture.optionNames(), name)));
  }

  private static NetworkInputs input(String name) {
    return NetworkInputs.SPECTRA.optionName().equals(name)
        ? NetworkInputs.SPECTRA
        : NetworkInputs.ofOption(name)
            .orElseThrow(
                () ->
                    new UserError(
                        "Invalid --inputs (%s, spectra): %s"
                            .formatted(NetworkInputs.optionNames(), name)));
  }

  /**
   * The folder of spectra; empty if no network gets spectra.
   *
   * @throws UserError if only one of {@code --spectra} and {@code --inputs spectra} is given
   */
  public Optional<TableInput> spectra() {
    boolean wanted = inputs.contains(NetworkInputs.SPECTRA.optionName());
    check(!wanted || spectra != null, "Invalid --inputs spectra: give --spectra too");
    check(wanted || spectra == null, "Invalid --spectra: give --inputs spectra too");
    return Optional.ofNullable(spectra).map(TableInput::spectra);
  }

  private static List<Band> bandSet(String text, List<Band> bands) {
    List<Band> set = OptionCheck.bands("--band-sets", text);
    check(
        bands.containsAll(set),
        "Invalid --band-sets: %s; the cutouts have the bands %s",
        text,
        bands);
    return set;
  }
}
