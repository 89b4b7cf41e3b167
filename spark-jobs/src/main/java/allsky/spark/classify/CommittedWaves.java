package allsky.spark.classify;

import allsky.spark.classify.Waves.Wave;
import allsky.spark.run.OutputFolder;
import allsky.spark.table.ParquetFiles;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * The waves that a folder has whole. Each is a folder of its own with {@value #RECORD}, what it had
 * to tell, and with {@code _SUCCESS}, written last; a run that was stopped goes on with the others.
 */
public final class CommittedWaves {

  private static final String RECORD = "_wave.json";

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private final Waves waves;
  private final OutputFolder folder;

  /**
   * @param folder where the waves' folders lie
   */
  public CommittedWaves(Waves waves, OutputFolder folder) {
    this.waves = waves;
    this.folder = folder;
  }

  /** The waves that are not there yet, in their order. */
  public List<Wave> left() {
    return waves.waves().stream().filter(wave -> !isWhole(wave)).toList();
  }

  /**
   * Marks a wave as whole, after its rows were written.
   *
   * @throws IllegalStateException where the rows are not as many as the wave's sources; the wave
   *     stays undone
   */
  public void commit(Wave wave, WaveRecord record, SparkSession spark) {
    requireAllRows(wave, spark);
    folder.write(wave.folder() + "/" + RECORD, GSON.toJson(record));
    folder.finish(wave.folder());
  }

  /** What all waves that are there had to tell, each problem once. */
  public WaveRecord record() {
    List<WaveRecord> records =
        waves.waves().stream()
            .filter(this::isWhole)
            .flatMap(wave -> folder.read(wave.folder() + "/" + RECORD).stream())
            .map(text -> GSON.fromJson(text, WaveRecord.class))
            .toList();
    return new WaveRecord(
        records.stream().flatMap(each -> each.problems().stream()).distinct().sorted().toList(),
        DeviceTally.sum(records.stream().flatMap(each -> each.devices().stream()).toList()));
  }

  private boolean isWhole(Wave wave) {
    return folder.isComplete(wave.folder());
  }

  /** Reads the footers of the wave's files. */
  private void requireAllRows(Wave wave, SparkSession spark) {
    long rows =
        wave.sources() == 0
            ? 0
            : ParquetFiles.read(spark.read(), folder.path() + "/" + wave.folder()).count();
    if (rows != wave.sources()) {
      throw new IllegalStateException(
          wave.folder()
              + " has "
              + rows
              + " rows for "
              + wave.sources()
              + " sources: its input has changed");
    }
  }
}
