package allsky.spark.crossmatch;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How matches are written.
 *
 * @param columns turns {@link CrossMatch#rows} into the columns that are written
 * @param limits how many matches of each class are kept
 * @param seed draws them
 * @param notes what the user should know of the columns' names, a sentence each
 */
public record MatchNaming(Columns columns, ClassLimits limits, long seed, List<String> notes) {

  /** Turns the rows of a match into those that are written. */
  @FunctionalInterface
  public interface Columns {
    Dataset<Row> of(Dataset<Row> rows);
  }

  /**
   * Gives sources the label of their spectrum.
   *
   * @param spectrumColumns columns of the spectra's catalog to carry too
   * @param prefix goes before the name of each of them
   * @param split the part that a source with a label belongs to, of {@link Splits}
   */
  public static MatchNaming labelled(
      MatchSide sources,
      List<String> spectrumColumns,
      String prefix,
      MatchRule rule,
      Column split,
      ClassLimits limits,
      long seed) {
    MatchNames names = MatchNames.labelled(sources, spectrumColumns, prefix, rule.countsErrors());
    return new MatchNaming(
        rows -> MatchRows.labelled(rows, names, split), limits, seed, names.notes());
  }

  /**
   * Gives sources the columns of their partner in any other catalog.
   *
   * @param prefix goes before the name of each of the partner's columns
   */
  public static MatchNaming joined(
      MatchSide sources, MatchSide partners, String prefix, MatchRule rule) {
    MatchNames names = MatchNames.joined(sources, partners, prefix, rule.countsErrors());
    return new MatchNaming(
        rows -> MatchRows.joined(rows, names), ClassLimits.NONE, 0, names.notes());
  }
}
