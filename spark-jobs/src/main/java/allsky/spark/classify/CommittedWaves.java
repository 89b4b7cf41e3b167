package allsky.spark.classify;

import allsky.Json;
import allsky.UserError;
import allsky.spark.classify.Waves.Wave;
import allsky.spark.fault.MachineFault;
import allsky.spark.output.OutputFolder;
import allsky.spark.table.ParquetFiles;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.util.List;
import java.util.Optional;
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

  /** True where a wave is there. */
  public boolean hasSome() {
    return waves.waves().stream().anyMatch(this::isWhole);
  }

  /**
   * Looks at what an earlier run committed, before anything is added to it.
   *
   * @throws UserError naming the wave whose files are missing or damaged
   */
  public void check(SparkSession spark) {
    for (Wave wave : waves.waves().stream().filter(this::isWhole).toList()) {
      record(wave);
      if (rows(wave, spark) != wave.sources()) {
        throw damaged(wave, wave.folder());
      }
    }
  }

  /**
   * What all waves that are there had to tell, each problem once.
   *
   * @throws UserError naming a record that is damaged
   */
  public WaveRecord record() {
    List<WaveRecord> records =
        waves.waves().stream()
            .filter(this::isWhole)
            .flatMap(wave -> record(wave).stream())
            .toList();
    return new WaveRecord(
        records.stream().flatMap(each -> each.problems().stream()).distinct().sorted().toList(),
        DeviceUseAccumulator.sum(
            records.stream().flatMap(each -> each.devices().stream()).toList()));
  }

  private Optional<WaveRecord> record(Wave wave) {
    String name = wave.folder() + "/" + RECORD;
    return folder.read(name).map(text -> parsed(text).orElseThrow(() -> damaged(wave, name)));
  }

  private static Optional<WaveRecord> parsed(String text) {
    try {
      return Optional.ofNullable(GSON.fromJson(Json.shallow(text), WaveRecord.class))
          .filter(WaveRecord::isKnown);
    } catch (JsonParseException e) {
      return Optional.empty();
    }
  }

  private UserError damaged(Wave wave, String name) {
    return new UserError(
        ("Cannot go on with %s/%s: it is damaged, or files of it are missing; delete the folder"
                + " %s/%s and run the same command again, which classifies the wave again")
            .formatted(folder.given(), name, folder.given(), wave.folder()));
  }

  private boolean isWhole(Wave wave) {
    return folder.isComplete(wave.folder());
  }

  private void requireAllRows(Wave wave, SparkSession spark) {
    long rows = rows(wave, spark);
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

  /** Reads the footers of the wave's files; -1 where one is damaged or there is none. */
  private long rows(Wave wave, SparkSession spark) {
    if (wave.sources() == 0) {
      return 0;
    }
    try {
      return ParquetFiles.read(spark.read(), folder.path() + "/" + wave.folder()).count();
    } catch (Exception e) {
      // Spark throws the checked exceptions of Scala without saying so.
      if (MachineFault.isDamage(e)) {
        return -1;
      }
      throw e;
    }
  }
}
