package allsky.spark.cli.options;

import allsky.UserError;
import allsky.spark.crossmatch.output.ClassLimits;
import allsky.spark.crossmatch.output.MatchOutputSpec;
import allsky.spark.crossmatch.request.BySide;
import allsky.spark.crossmatch.request.JoinKind;
import allsky.spark.crossmatch.request.MatchInput;
import allsky.spark.crossmatch.request.MatchRequest;
import allsky.spark.crossmatch.request.MatchRule;
import allsky.spark.crossmatch.request.MatchSelection;
import allsky.spark.crossmatch.request.RowValue;
import allsky.spark.crossmatch.request.Side;
import allsky.spark.table.SourceTable;
import allsky.spark.table.SpectrumTable;
import allsky.spark.table.prediction.KeptColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.functions;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that choose the matches and their columns. */
@Heading.Under(Heading.MATCHING)
public final class MatchOptions {

  @Option(
      names = "--radius-arcsec",
      paramLabel = "R",
      defaultValue = "2",
      description = "Maximum separation of a match in arcsec, 0 to 648000.")
  private double radiusArcsec;

  @Option(
      names = "--min-radius-arcsec",
      paramLabel = "R",
      defaultValue = "0",
      description =
          "Minimum separation of a match in arcsec, below --radius-arcsec. 0: no minimum.")
  private double minRadiusArcsec;

  @Option(
      names = "--exclude-self",
      description =
          "Leave out the pairs of a row with itself, where --sources and --spectra are the "
              + "same catalog. Rows are compared by their key, so different rows at the same "
              + "position are still a pair.")
  private boolean excludeSelf;

  @Option(
      names = "--match",
      paramLabel = "MODE",
      defaultValue = "best",
      converter = SelectionConverter.class,
      description =
          "Which pairs within the radius are matches. best: each source and its nearest "
              + "partner. mutual: pairs in which each is the nearest partner of the other. "
              + "nearest:K: each source and its K nearest partners, with their rank in "
              + "candidate_rank; K is 1 to 1000. all: every pair.")
  private MatchSelection selection;

  @Option(
      names = "--join",
      paramLabel = "KIND",
      defaultValue = "inner",
      description =
          "Which rows to write. inner: sources with a match. left: all sources. anti: "
              + "sources without a match. right: the matches, and all rows of --spectra "
              + "without a match. outer: all rows of both catalogs. The columns of a missing "
              + "side are empty.")
  private JoinKind join;

  @Option(
      names = "--exclude-ambiguous",
      description =
          "Drop a match if the source or the partner has another candidate within the "
              + "radius. Without this option such a match has candidates or source_candidates "
              + "above 1.")
  private boolean excludeAmbiguous;

  @Option(
      names = "--columns",
      paramLabel = "NAME,...",
      hideParamSyntax = true,
      split = ",",
      description =
          "Columns of --sources to write in addition to ra, dec and the key: a list of "
              + "names, all, or none. Default: all.")
  private List<String> columns;

  @Option(
      names = "--spectra-columns",
      paramLabel = "NAME,...",
      hideParamSyntax = true,
      split = ",",
      description =
          "Columns of --spectra to write: a list of names, all, or none. Each name gets "
              + "the prefix --match-prefix. The key is always written. Default: if --spectra "
              + "has a class column, only specobjid, label and z; otherwise all.")
  private List<String> spectraColumns;

  @Option(
      names = "--match-prefix",
      paramLabel = "TEXT",
      defaultValue = "match_",
      description = "Prefix for the names of the --spectra columns.")
  private String matchPrefix;

  @Option(
      names = "--largest-index",
      paramLabel = "ROWS",
      defaultValue = "10000000",
      description =
          "Maximum number of rows of the smaller catalog for an in-memory index. Every "
              + "executor holds the index (70 bytes per row). If the smaller catalog has more "
              + "rows, both catalogs are shuffled.")
  private long largestIndex;

  /** Tells picocli how {@code --match} is read. */
  static final class SelectionConverter implements ITypeConverter<MatchSelection> {
    @Override
    public MatchSelection convert(String value) {
      try {
        return MatchSelection.of(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  public MatchRule rule(double maxSigmas) {
    MatchRule rule =
        new MatchRule(selection, radiusArcsec, maxSigmas).withMinRadius(minRadiusArcsec);
    return excludeSelf ? rule.comparing(RowValue.KEY) : rule;
  }

  /**
   * @throws UserError if the option --per-class is given, and spectra without a source are written
   */
  public void requireFits(ClassLimits limits) {
    if (join.keeps(Side.RIGHT) && !limits.max().isEmpty()) {
      throw new UserError(
          "Invalid --per-class (not with --join "
              + join.name().toLowerCase(Locale.ROOT)
              + ", which writes every spectrum): use --join inner or left.");
    }
  }

  /** The limit of memory as an option, for a further match. */
  List<String> largestIndexOption() {
    return List.of("--largest-index", String.valueOf(largestIndex));
  }

  /** True if ambiguous matches are left out. */
  boolean excludesAmbiguous() {
    return excludeAmbiguous;
  }

  /** Which rows without a match are written. */
  public JoinKind join() {
    return join;
  }

  /** The sources with the columns that are asked for. */
  public MatchInput sources(SourceTable table) {
    MatchInput side = MatchInput.of(table);
    if (columns == null || KeptColumns.isWord(columns, KeptColumns.ALL)) {
      return side;
    }
    Set<String> wanted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    if (!KeptColumns.isWord(columns, KeptColumns.NONE)) {
      wanted.addAll(named("--columns", columns, table));
    }
    wanted.addAll(
        List.of(SourceTable.RA, SourceTable.DEC, SourceTable.COADD_ID, table.keyColumn()));
    return side.carrying(Arrays.stream(table.rows().columns()).filter(wanted::contains).toList());
  }

  /** The spectra that label sources, with the columns that are asked for. */
  public MatchInput spectra(SpectrumTable table) {
    List<String> carried =
        new ArrayList<>(List.of(SpectrumTable.KEY, SpectrumTable.LABEL, SpectrumTable.Z));
    extraColumns(table).forEach(name -> carried.add(SpectrumTable.its(name)));
    SpectrumTable labelling = join.keeps(Side.RIGHT) ? table.withoutLabelOfRejected() : table;
    return MatchInput.of(labelling.positions(), functions.col(SpectrumTable.REJECTED))
        .carrying(carried);
  }

  /** The partners without a class, with the columns that are asked for. */
  public MatchInput partners(SourceTable table) {
    MatchInput side = MatchInput.of(table);
    if (spectraColumns == null || KeptColumns.isWord(spectraColumns, KeptColumns.ALL)) {
      return side;
    }
    Set<String> wanted = new LinkedHashSet<>(List.of(table.keyColumn()));
    if (!KeptColumns.isWord(spectraColumns, KeptColumns.NONE)) {
      wanted.addAll(named("--spectra-columns", spectraColumns, table));
    }
    return side.carrying(List.copyOf(wanted));
  }

  /** Sources with the labels of spectra, or only the sources without a match. */
  public MatchOutputSpec labelled(
      MatchInput sources, SpectrumTable spectra, MatchRule rule, LabelOptions labels) {
    MatchOutputSpec spec =
        MatchOutputSpec.labelled(
            sources,
            extraColumns(spectra),
            matchPrefix,
            rule,
            labels.split(sources.table()),
            labels.limits());
    return ofJoin(spec, sources);
  }

  /** Sources with the columns of their partners, or only the sources without a match. */
  public MatchOutputSpec joined(MatchInput sources, MatchInput partners, MatchRule rule) {
    return ofJoin(MatchOutputSpec.joined(sources, partners, matchPrefix, rule), sources);
  }

  private MatchOutputSpec ofJoin(MatchOutputSpec spec, MatchInput sources) {
    return join == JoinKind.ANTI ? MatchOutputSpec.unmatched(sources) : spec;
  }

  /** What is matched. */
  public MatchRequest request(MatchInput sources, MatchInput partners, MatchRule rule) {
    BySide<MatchInput> inputs = new BySide<>(sources, partners);
    return new MatchRequest(
        rule.compares(RowValue.KEY)
            ? new BySide<>(sources.comparingKeys(), partners.comparingKeys())
            : inputs,
        rule,
        join,
        excludeAmbiguous,
        MatchRequest.Limits.ofIndex(largestIndex));
  }

  private List<String> extraColumns(SpectrumTable spectra) {
    if (spectraColumns == null || KeptColumns.isWord(spectraColumns, KeptColumns.NONE)) {
      return List.of();
    }
    return KeptColumns.isWord(spectraColumns, KeptColumns.ALL)
        ? spectra.itsColumns()
        : spectra.columnsNamed("--spectra-columns", spectraColumns);
  }

  private static List<String> named(String option, List<String> names, SourceTable table) {
    return table.columnsNamed(option, names);
  }
}
