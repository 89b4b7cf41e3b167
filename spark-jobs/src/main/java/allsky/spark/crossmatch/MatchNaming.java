package allsky.spark.crossmatch;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How matches are written.
 *
 * @param columns turns {@link CrossMatch#rows} into the columns that are written
 * @param limits how many matches of each class are kept
 * @param seed draws them
 */
public record MatchNaming(Columns columns, ClassLimits limits, long seed) {

  /** Turns the rows of a match into those that are written. */
  @FunctionalInterface
  public interface Columns {
    Dataset<Row> of(Dataset<Row> rows);
  }
}
