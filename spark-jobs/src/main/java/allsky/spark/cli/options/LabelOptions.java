package allsky.spark.cli.options;

import allsky.UserError;
import allsky.spark.crossmatch.output.ClassLimits;
import allsky.spark.crossmatch.output.Splits;
import allsky.spark.crossmatch.request.Side;
import allsky.spark.table.SourceTable;
import allsky.survey.ClassEntry;
import allsky.survey.SourceClass;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Column;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The options that make a training set of labelled matches. */
@Heading.Under(Heading.LABELS)
public final class LabelOptions {

  /** The rows that get the same split. */
  enum SplitUnit {
    ROW,
    CELL
  }

  @Option(
      names = "--split",
      paramLabel = "UNIT",
      defaultValue = "row",
      description =
          "How matches are divided into train, validation and test (8:1:1). row: each "
              + "source by itself. cell: all sources of a HEALPix cell of order 6 (0.84 "
              + "square degrees) together. With cell, sources whose cutouts could overlap "
              + "cutouts of another split get the value margin and belong to none of the "
              + "three.")
  private SplitUnit split;

  @Option(
      names = "--per-class",
      paramLabel = "N",
      split = ",",
      showDefaultValue = Visibility.NEVER,
      description =
          "Maximum number of matches of each class, chosen at random: one number for all "
              + "classes, or STAR=7223,GALAXY=7298,QSO=7215. Default: no maximum.")
  private String[] perClass = {};

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed for the split and for --per-class.")
  private long seed;

  /** The split of a source. */
  Column split(SourceTable sources) {
    return switch (split) {
      case ROW ->
          Splits.byRow(
              Side.LEFT.column(sources.keyColumn()),
              Side.LEFT.column(SourceTable.RA),
              Side.LEFT.column(SourceTable.DEC),
              seed);
      case CELL ->
          Splits.byCell(Side.LEFT.column(SourceTable.RA), Side.LEFT.column(SourceTable.DEC), seed);
    };
  }

  /** How many matches of each class to keep. */
  public ClassLimits limits() {
    Map<SourceClass, Long> max = new EnumMap<>(SourceClass.class);
    for (String limit : perClass) {
      ClassEntry given = ClassEntry.of(limit);
      if (given.value().isPresent()) {
        SourceClass sourceClass = OptionCheck.sourceClass("--per-class", given.name());
        max.put(sourceClass, count(given.value().get()));
      } else {
        for (SourceClass each : SourceClass.values()) {
          max.put(each, count(limit));
        }
      }
    }
    return new ClassLimits(max, seed);
  }

  private static long count(String text) {
    try {
      long count = Long.parseLong(text.strip());
      if (count > 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    throw new UserError(
        String.format(Locale.ROOT, "Invalid --per-class (a whole number above 0): %s", text));
  }
}
