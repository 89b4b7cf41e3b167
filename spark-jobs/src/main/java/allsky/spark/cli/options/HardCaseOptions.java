package allsky.spark.cli.options;

import allsky.simulation.source.HardCase;
import allsky.simulation.source.Preset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option that chooses the hard cases of a simulated sky. */
public final class HardCaseOptions {

  private static final String ALL = "all";
  private static final String NONE = "none";

  @Option(
      names = "--hard-cases",
      split = ",",
      paramLabel = "NAME",
      converter = CasesOfWord.class,
      description =
          "Cases of the real sky that make classification harder, separated by commas, or all, or"
              + " none: cool-dwarfs, dusty-stars, host-dominated-agn, blends, missing-w3-w4,"
              + " coverage, wrong-spectra, and four that the preset sdss was not calibrated with:"
              + " saturated-stars, diffuse-emission, moving-objects, dusty-galaxies. Default: the"
              + " first seven with --preset sdss, wrong-spectra with the other presets.")
  private List<Cases> words;

  /** The chosen cases, or those of a preset. */
  public Set<HardCase> of(Preset preset) {
    return Optional.ofNullable(words)
        .map(
            chosen ->
                chosen.stream().flatMap(word -> word.cases().stream()).collect(Collectors.toSet()))
        .orElseGet(() -> HardCase.of(preset));
  }

  /** The cases of one word of the option; picocli would take a set apart. */
  record Cases(String word, Set<HardCase> cases) {

    Cases {
      cases = Set.copyOf(cases);
    }

    /** The word, which the job prints and stores. */
    @Override
    public String toString() {
      return word;
    }
  }

  /** One word of the option: the name of a case, all or none. */
  static final class CasesOfWord implements ITypeConverter<Cases> {

    @Override
    public Cases convert(String word) {
      if (word.equalsIgnoreCase(ALL)) {
        return new Cases(word, EnumSet.allOf(HardCase.class));
      }
      if (word.equalsIgnoreCase(NONE)) {
        return new Cases(word, EnumSet.noneOf(HardCase.class));
      }
      return Arrays.stream(HardCase.values())
          .filter(hard -> hard.toString().equalsIgnoreCase(word))
          .findFirst()
          .map(hard -> new Cases(word, EnumSet.of(hard)))
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "\"" + word + "\" is not a hard case (all, none, " + known() + ")"));
    }

    private static String known() {
      return Arrays.stream(HardCase.values())
          .map(HardCase::toString)
          .collect(Collectors.joining(", "));
    }
  }
}
