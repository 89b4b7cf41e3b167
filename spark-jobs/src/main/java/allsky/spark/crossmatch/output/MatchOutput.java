package allsky.spark.crossmatch.output;

import allsky.UserError;
import allsky.spark.catalog.hats.HatsCatalog;
import allsky.spark.columns.Columns;
import allsky.spark.columns.position.SkyColumns;
import allsky.spark.crossmatch.control.ChanceAlignments;
import allsky.spark.crossmatch.request.BySide;
import allsky.spark.crossmatch.request.Side;
import allsky.spark.crossmatch.summary.MatchCounts;
import allsky.spark.crossmatch.summary.MatchResult;
import allsky.spark.crossmatch.summary.SummaryJson;
import allsky.spark.output.OutputFolder;
import allsky.spark.output.RunIdentity;
import allsky.spark.plot.SeparationPlot;
import allsky.spark.plot.canvas.Picture;
import allsky.spark.table.MatchTable;
import allsky.spark.table.ParquetFiles;
import allsky.spark.table.RejectedTable;
import allsky.spark.table.SourceTable;
import allsky.spark.table.TableFolder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The folder of a match: the table, as Parquet files or as a HATS catalog, {@value
 * RejectedTable#FOLDER} if rows were rejected, {@value SummaryJson#FILE} and {@value #PICTURE}.
 */
public final class MatchOutput {

  /** Matches and expected chance alignments by separation. */
  public static final String PICTURE = "_separations.png";

  /** Columns whose values hardly repeat, where a match has them. */
  private static final List<String> HARDLY_REPEATED =
      List.of(
          SourceTable.RA,
          SourceTable.DEC,
          MatchTable.SPECTRUM_KEY,
          MatchTable.SEPARATION_ARCSEC,
          MatchTable.SEPARATION_SIGMAS,
          MatchTable.HEALPIX_29);

  /** The rows of a HATS catalog before they are sorted. */
  private static final String UNSORTED = "_unsorted";

  private final SparkSession spark;
  private final OutputFolder folder;
  private final RunIdentity identity;
  private final OptionalLong rowsPerFile;
  private final Consumer<String> log;
  private final Runnable last;

  /**
   * @param folder made ready by {@link OutputFolder#startAfresh}
   */
  public MatchOutput(SparkSession spark, OutputFolder folder, RunIdentity identity) {
    this(spark, folder, identity, OptionalLong.empty(), line -> {}, () -> {});
  }

  private MatchOutput(
      SparkSession spark,
      OutputFolder folder,
      RunIdentity identity,
      OptionalLong rowsPerFile,
      Consumer<String> log,
      Runnable last) {
    this.spark = spark;
    this.folder = folder;
    this.identity = identity;
    this.rowsPerFile = rowsPerFile;
    this.log = log;
    this.last = last;
  }

  /** The same output, which does this before it is marked as complete. */
  public MatchOutput completedBy(Runnable step) {
    return new MatchOutput(spark, folder, identity, rowsPerFile, log, step);
  }

  /**
   * The same output as a HATS catalog.
   *
   * @param maxRows rows of a file, see {@link HatsCatalog#write}
   * @param newLog takes the line that describes the catalog
   */
  public MatchOutput asHats(long maxRows, Consumer<String> newLog) {
    return new MatchOutput(spark, folder, identity, OptionalLong.of(maxRows), newLog, last);
  }

  /** Writes the table, or the rows that {@link #finish} sorts. */
  public void write(Dataset<Row> rows) {
    if (rowsPerFile.isPresent()) {
      TableFolder.writePart(withCells(rows), folder, UNSORTED, identity);
    } else {
      TableFolder.write(rows, folder, identity, HARDLY_REPEATED);
    }
  }

  /**
   * The rows with their cells. Sources without a match have none yet, or those of their catalog.
   */
  private static Dataset<Row> withCells(Dataset<Row> rows) {
    Column cell =
        SkyColumns.healpix29(Columns.named(SourceTable.RA), Columns.named(SourceTable.DEC));
    return rows.withColumn(
        MatchTable.HEALPIX_29,
        cell.as(MatchTable.HEALPIX_29, MatchTable.healpix29Column().metadata()));
  }

  /** Writes the rejected rows of both inputs. */
  public void writeRejected(Dataset<Row> rejected) {
    TableFolder.writeSecond(
        TableFolder.described(rejected, RejectedTable.schema()),
        folder,
        RejectedTable.FOLDER,
        identity);
  }

  /** Counts the rejected rows of each input that were written, by reason. */
  public BySide<SortedMap<String, Long>> countRejected() {
    Dataset<Row> written =
        ParquetFiles.read(
            spark.read().schema(RejectedTable.schema()),
            folder.path() + "/" + RejectedTable.FOLDER);
    BySide<SortedMap<String, Long>> counts = new BySide<>(new TreeMap<>(), new TreeMap<>());
    for (Row row :
        written.groupBy(RejectedTable.INPUT, RejectedTable.REASON).count().collectAsList()) {
      Side side = row.getString(0).equals(Side.LEFT.input()) ? Side.LEFT : Side.RIGHT;
      counts.of(side).put(row.getString(1), row.getLong(2));
    }
    return counts;
  }

  /**
   * Writes the summary and, where there are separations to plot, the plot; completes the output.
   */
  public void finish(MatchResult result) {
    result
        .matches()
        .filter(counts -> counts.matches() > 0 && counts.stepArcsec() > 0)
        .ifPresent(counts -> draw(counts, result.diagnostics().chance()));
    folder.write(OutputFolder.SUMMARY, SummaryJson.of(result));
    rowsPerFile.ifPresent(this::sort);
    last.run();
    folder.finish();
  }

  private void sort(long maxRows) {
    HatsCatalog catalog = HatsCatalog.in(folder, identity);
    Dataset<Row> rows = ParquetFiles.read(spark.read(), folder.path() + "/" + UNSORTED);
    log.accept(catalog.write(rows, maxRows));
    folder.delete(UNSORTED);
    catalog.removeWork();
  }

  private void draw(MatchCounts counts, Optional<ChanceAlignments> chance) {
    try {
      Picture.requireFonts();
    } catch (UserError e) {
      folder.write("_no_picture.txt", e.getMessage());
      return;
    }
    double[] chancePairs = chance.map(ChanceAlignments::expected).orElse(new double[0]);
    Picture picture = SeparationPlot.draw(counts.stepArcsec(), counts.histogram(), chancePairs);
    folder.write(PICTURE, picture.png());
  }
}
