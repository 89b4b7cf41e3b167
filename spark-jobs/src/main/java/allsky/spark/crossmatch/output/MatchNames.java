package allsky.spark.crossmatch.output;

import allsky.spark.columns.TakenNames;
import allsky.spark.crossmatch.request.CounterpartRule;
import allsky.spark.crossmatch.request.MatchInput;
import allsky.spark.crossmatch.request.MatchRule;
import allsky.spark.table.MatchTable;
import allsky.spark.table.SourceTable;
import allsky.spark.table.SpectrumTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;

/**
 * The names of a match's columns; no two are equal in any case. The match's own columns keep their
 * names. A column of the sources with such a name becomes {@code source_NAME}. A column of the
 * partner gets the prefix. Where the new name is taken too, the lowest free number from 2 is
 * appended. So the output of a match can be the sources of the next match.
 *
 * @param sources the written name by the name in the sources, in their order
 * @param partners the written name by the name among the partner's rows
 * @param own the match's own columns
 * @param notes notes for the user on these names, a sentence each
 */
record MatchNames(
    Map<String, String> sources,
    Map<String, String> partners,
    List<StructField> own,
    List<String> notes) {

  private static final int MAX_NAMES = 6;

  /** The columns that exist only for spectra with a class. */
  private static final Set<String> LABELS =
      Set.of(MatchTable.SPECTRUM_KEY, MatchTable.LABEL, MatchTable.Z, MatchTable.SPLIT);

  /**
   * The names of sources with the label of their spectrum.
   *
   * @param spectrumColumns columns of the spectra's catalog to add
   * @param prefix the prefix of their names
   * @param rule decides which of the match's own columns exist
   */
  static MatchNames labelled(
      MatchInput sources, List<String> spectrumColumns, String prefix, MatchRule rule) {
    Map<String, String> wanted = new LinkedHashMap<>();
    spectrumColumns.forEach(name -> wanted.put(SpectrumTable.its(name), prefix + name));
    return of(sources.carried(), wanted, own(rule).toList());
  }

  /** The names of sources with the columns of their partner in any other catalog. */
  static MatchNames joined(MatchInput sources, MatchInput partners, String prefix, MatchRule rule) {
    Map<String, String> wanted = new LinkedHashMap<>();
    partners.carried().forEach(name -> wanted.put(name, prefix + name));
    List<StructField> own = own(rule).filter(field -> !LABELS.contains(field.name())).toList();
    return of(sources.carried(), wanted, own);
  }

  /** The names of sources with their groups. */
  static MatchNames grouped(MatchInput sources) {
    SourceTable table = sources.table();
    DataType key = table.rows().schema().apply(table.keyColumn()).dataType();
    return of(sources.carried(), Map.of(), MatchTable.groupColumns(key));
  }

  private static Stream<StructField> own(MatchRule rule) {
    boolean ranks = rule.selection().writesRank();
    CounterpartRule asked = rule.counterparts();
    return Arrays.stream(MatchTable.matchColumns())
        .filter(field -> rule.countsErrors() || !field.name().equals(MatchTable.SEPARATION_SIGMAS))
        .filter(field -> ranks || !field.name().equals(MatchTable.CANDIDATE_RANK))
        .filter(field -> asked.isAsked() || !MatchTable.PROBABILITIES.contains(field.name()))
        .filter(field -> asked.hasPrior() || !field.name().equals(MatchTable.PRIOR_FACTOR));
  }

  private static MatchNames of(
      List<String> sourceColumns, Map<String, String> wanted, List<StructField> own) {
    Set<String> ours = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    own.forEach(field -> ours.add(field.name()));
    TakenNames taken = new TakenNames(ours);
    Map<String, String> sources = new LinkedHashMap<>();
    // First the columns that keep their names, so that no renamed column takes one of them.
    sourceColumns.stream()
        .filter(name -> !ours.contains(name))
        .forEach(name -> sources.put(name, taken.free(name)));
    List<String> renamed = new ArrayList<>();
    Map<String, String> inOrder = new LinkedHashMap<>();
    for (String name : sourceColumns) {
      if (sources.containsKey(name)) {
        inOrder.put(name, sources.get(name));
      } else if (!name.equalsIgnoreCase(MatchTable.HEALPIX_29)) {
        inOrder.put(name, taken.free("source_" + name));
        renamed.add(name + " as " + inOrder.get(name));
      }
    }
    Map<String, String> partners = new LinkedHashMap<>();
    List<String> numbered = new ArrayList<>();
    wanted.forEach(
        (name, wish) -> {
          partners.put(name, taken.free(wish));
          if (!partners.get(name).equals(wish)) {
            numbered.add(wish + " as " + partners.get(name));
          }
        });
    return new MatchNames(inOrder, partners, own, notes(renamed, numbered));
  }

  private static List<String> notes(List<String> renamed, List<String> numbered) {
    List<String> notes = new ArrayList<>();
    if (!renamed.isEmpty()) {
      notes.add(
          "columns of --sources that have the name of a match column are renamed: "
              + some(renamed));
    }
    if (!numbered.isEmpty()) {
      notes.add(
          "columns of --spectra whose name already exists get a number: "
              + some(numbered)
              + "; use --match-prefix to change the names");
    }
    return List.copyOf(notes);
  }

  private static String some(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(MAX_NAMES, names.size())))
        + (names.size() > MAX_NAMES ? " and " + (names.size() - MAX_NAMES) + " more" : "");
  }
}
