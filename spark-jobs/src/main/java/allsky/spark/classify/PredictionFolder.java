package allsky.spark.classify;

import allsky.spark.catalog.hats.HatsCatalog;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.RunIdentity;
import allsky.spark.table.ParquetFiles;
import allsky.spark.table.TableFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The output of a classification: waves, committed one by one, and what they become when all are
 * there. As {@link Layout#PLAIN} the waves are the table; as {@link Layout#HATS} they are staged in
 * {@value #STAGING} and sorted into a HATS catalog. A run that is killed while it sorts sorts
 * again; its waves are removed only when the catalog is whole.
 */
public final class PredictionFolder {

  /** How the rows lie in the output, by their names on the command line. */
  public enum Layout {
    HATS,
    PLAIN
  }

  private static final String STAGING = "_waves";

  private final OutputFolder folder;
  private final RunIdentity identity;
  private final Layout layout;
  private final HatsCatalog catalog;

  private PredictionFolder(OutputFolder folder, RunIdentity identity, Layout layout) {
    this.folder = folder;
    this.identity = identity;
    this.layout = layout;
    this.catalog = HatsCatalog.in(folder, identity);
  }

  /** The output of a run; nothing is written yet. */
  public static PredictionFolder of(OutputFolder folder, RunIdentity identity, Layout layout) {
    return new PredictionFolder(folder, identity, layout);
  }

  /** Where the waves go, each into a folder of its own, see {@link Waves.Wave#folder}. */
  public OutputFolder waves() {
    return isHats() ? folder.inside(STAGING) : folder;
  }

  /** True where the waves have become the table already. */
  public boolean isGathered() {
    return isHats() && catalog.isWhole();
  }

  /** Writes all rows of a run that has no waves. */
  public void writeAll(Dataset<Row> rows) {
    if (isHats()) {
      TableFolder.writePart(rows, waves(), Waves.folder(0), identity);
    } else {
      TableFolder.write(rows, folder, identity);
    }
  }

  /**
   * Makes the waves the table that the layout asks for.
   *
   * @param mostRows rows of a HATS file, see {@link HatsCatalog#write}
   * @return what was made, in a line, where something was
   */
  public Optional<String> gather(SparkSession spark, long mostRows) {
    if (!isHats() || isGathered()) {
      return Optional.empty();
    }
    Dataset<Row> rows =
        ParquetFiles.read(spark.read().option("recursiveFileLookup", "true"), waves().path());
    return Optional.of(catalog.write(rows, mostRows));
  }

  /** All rows, once they are gathered. */
  public Dataset<Row> rows(SparkSession spark) {
    if (!isHats()) {
      return ParquetFiles.read(spark.read(), folder.path());
    }
    try {
      return HatsCatalog.rows(spark, new Path(folder.path()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + folder.path(), e);
    }
  }

  /** Removes the staged waves and marks the output as whole. */
  public void finish() {
    if (isHats()) {
      folder.delete(STAGING);
    }
    folder.finish();
    catalog.removeWork();
  }

  private boolean isHats() {
    return layout == Layout.HATS;
  }
}
