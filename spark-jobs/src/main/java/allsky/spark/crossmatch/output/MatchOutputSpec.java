package allsky.spark.crossmatch.output;

import allsky.spark.crossmatch.request.MatchInput;
import allsky.spark.crossmatch.request.MatchRule;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The specification of the written matches: their columns and the number of rows.
 *
 * @param columns turns matches, with a struct column for each side, into the rows that are written
 * @param limits how many matches of each class are kept
 * @param notes notes for the user on the column names, a sentence each
 */
public record MatchOutputSpec(
    UnaryOperator<Dataset<Row>> columns, ClassLimits limits, List<String> notes) {

  /**
   * Sources with the label of their spectrum.
   *
   * @param spectrumColumns columns of the spectra's catalog to add
   * @param prefix the prefix of their names
   * @param split the part of {@link Splits} that a source with a label belongs to
   */
  public static MatchOutputSpec labelled(
      MatchInput sources,
      List<String> spectrumColumns,
      String prefix,
      MatchRule rule,
      Column split,
      ClassLimits limits) {
    MatchNames names = MatchNames.labelled(sources, spectrumColumns, prefix, rule);
    return new MatchOutputSpec(
        rows -> MatchRows.labelled(rows, names, split), limits, names.notes());
  }

  /**
   * Sources with the columns of their partner in any other catalog.
   *
   * @param prefix the prefix of the partner's columns
   */
  public static MatchOutputSpec joined(
      MatchInput sources, MatchInput partners, String prefix, MatchRule rule) {
    MatchNames names = MatchNames.joined(sources, partners, prefix, rule);
    return new MatchOutputSpec(
        rows -> MatchRows.joined(rows, names), ClassLimits.NONE, names.notes());
  }

  /** Sources with their groups. */
  public static MatchOutputSpec grouped(MatchInput sources) {
    MatchNames names = MatchNames.grouped(sources);
    return new MatchOutputSpec(
        rows -> MatchRows.joined(rows, names), ClassLimits.NONE, names.notes());
  }

  /** Sources under their own names, without columns of a partner. */
  public static MatchOutputSpec unmatched(MatchInput sources) {
    return new MatchOutputSpec(
        rows -> MatchRows.sources(rows, sources), ClassLimits.NONE, List.of());
  }
}
