package allsky.spark.crossmatch;

import allsky.UserError;
import allsky.spark.plot.Picture;
import allsky.spark.plot.SeparationPlot;
import allsky.spark.run.OutputFolder;
import allsky.spark.run.RunIdentity;
import allsky.spark.table.ParquetFiles;
import allsky.spark.table.RejectedTable;
import allsky.spark.table.TableFolder;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The folder of a match: the table, {@value RejectedTable#FOLDER} where rows were rejected, {@value
 * MatchSummary#FILE} and {@value #PICTURE}.
 */
public final class MatchOutput {

  /** Matches by separation, beside what chance would pair. */
  public static final String PICTURE = "_separations.png";

  private final SparkSession spark;
  private final OutputFolder folder;
  private final RunIdentity identity;

  /**
   * @param folder made ready by {@link OutputFolder#startAfresh}
   */
  public MatchOutput(SparkSession spark, OutputFolder folder, RunIdentity identity) {
    this.spark = spark;
    this.folder = folder;
    this.identity = identity;
  }

  /** Writes the table, and gives it back as it was written. */
  public Dataset<Row> write(Dataset<Row> rows) {
    TableFolder.write(rows, folder, identity);
    return ParquetFiles.read(spark.read().schema(rows.schema()), folder.path());
  }

  /**
   * Writes the rejected rows of both inputs.
   *
   * @return how many of each input there are, by reason
   */
  public Map<String, SortedMap<String, Long>> writeRejected(Dataset<Row> rejected) {
    TableFolder.writePart(
        TableFolder.described(rejected, RejectedTable.schema()),
        folder,
        RejectedTable.FOLDER,
        identity);
    Map<String, SortedMap<String, Long>> counts = new TreeMap<>();
    Dataset<Row> written =
        ParquetFiles.read(
            spark.read().schema(RejectedTable.schema()),
            folder.path() + "/" + RejectedTable.FOLDER);
    for (Row row :
        written.groupBy(RejectedTable.INPUT, RejectedTable.REASON).count().collectAsList()) {
      counts
          .computeIfAbsent(row.getString(0), input -> new TreeMap<>())
          .put(row.getString(1), row.getLong(2));
    }
    return counts;
  }

  /** Writes the summary and, where there is something to draw, its picture; the output is whole. */
  public void finish(MatchSummary summary) {
    MatchSummary.Histogram histogram = summary.histogram();
    if (summary.matches() > 0 && histogram.stepArcsec() > 0) {
      draw(histogram);
    }
    folder.write(MatchSummary.FILE, summary.toJson());
    folder.finish();
  }

  private void draw(MatchSummary.Histogram histogram) {
    try {
      Picture.requireFonts();
    } catch (UserError e) {
      folder.write("_no_picture.txt", e.getMessage());
      return;
    }
    Picture picture =
        SeparationPlot.draw(histogram.stepArcsec(), histogram.matches(), histogram.chancePairs());
    folder.write(PICTURE, picture.png());
  }
}
