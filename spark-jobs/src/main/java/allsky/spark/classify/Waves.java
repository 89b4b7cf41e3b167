package allsky.spark.classify;

import allsky.UserError;
import allsky.spark.run.OutputFolder;
import allsky.spark.tiles.Tile;
import allsky.spark.tiles.TileIndex;
import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A long classification in waves of tiles. Each wave is one folder {@code wave=NNNNN} of the output
 * and is whole once it has its {@code _SUCCESS}; a run that was stopped goes on with the waves that
 * are not. The plan depends on tiles and sources alone and is stored, so a run never goes on with
 * other inputs.
 */
public final class Waves {

  private static final String PLAN_FILE = "_waves.json";
  private static final String PROBLEMS_FILE = "_problems.txt";

  private final List<Wave> waves;

  private Waves(List<Wave> waves) {
    this.waves = waves;
  }

  /**
   * Some tiles that are done together.
   *
   * @param folder the wave's folder in the output
   * @param tiles places in {@link TileIndex#tiles}
   * @param withoutTile true where the wave also takes the sources that have no tile
   * @param sources how many sources the wave has
   */
  public record Wave(String folder, List<Integer> tiles, boolean withoutTile, long sources) {}

  /**
   * Plans the waves: tiles in their order, so many that a wave has about the given number of
   * sources.
   *
   * @param counts sources of each tile, see {@link allsky.spark.tiles.TileGroups#counts}
   */
  public static Waves plan(Map<Integer, Long> counts, long sourcesAWave) {
    List<Wave> waves = new ArrayList<>();
    List<Integer> tiles = new ArrayList<>();
    long without =
        counts.entrySet().stream().filter(e -> e.getKey() < 0).mapToLong(Map.Entry::getValue).sum();
    long sources = without;
    for (int tile : counts.keySet().stream().filter(key -> key >= 0).sorted().toList()) {
      if (sources > 0 && sources + counts.get(tile) > sourcesAWave) {
        waves.add(wave(waves.size(), tiles, without > 0, sources));
        tiles = new ArrayList<>();
        sources = 0;
      }
      tiles.add(tile);
      sources += counts.get(tile);
    }
    waves.add(wave(waves.size(), tiles, without > 0, sources));
    return new Waves(List.copyOf(waves));
  }

  /** The waves in the order in which they are done. */
  public List<Wave> waves() {
    return waves;
  }

  /** The waves that an output does not have yet. */
  public List<Wave> left(OutputFolder output) {
    return waves.stream().filter(wave -> !output.isComplete(wave.folder())).toList();
  }

  /** All sources of the plan. */
  public long sources() {
    return waves.stream().mapToLong(Wave::sources).sum();
  }

  /**
   * Marks a wave as whole, after its rows were written.
   *
   * @param problems what is wrong with images, a line each
   */
  public void commit(Wave wave, OutputFolder output, Collection<String> problems) {
    output.write(wave.folder() + "/" + PROBLEMS_FILE, String.join("\n", problems));
    output.finish(wave.folder());
  }

  /** What was wrong with images in the waves that an output has, a line each. */
  public List<String> problemsOfDone(OutputFolder output) {
    return waves.stream()
        .filter(wave -> output.isComplete(wave.folder()))
        .flatMap(wave -> output.read(wave.folder() + "/" + PROBLEMS_FILE).stream())
        .flatMap(String::lines)
        .distinct()
        .toList();
  }

  /** True where an output has the plan of its waves. */
  public static boolean areIn(OutputFolder output) {
    return output.read(PLAN_FILE).isPresent();
  }

  /** Stores the plan in a fresh output. */
  public void store(OutputFolder output, TileIndex tiles) {
    output.write(PLAN_FILE, text(tiles));
  }

  /**
   * Checks that an unfinished output was begun with this plan.
   *
   * @throws UserError where its tiles or sources have changed
   */
  public void checkSameAs(OutputFolder output, TileIndex tiles) {
    if (!output.read(PLAN_FILE).equals(Optional.of(text(tiles)))) {
      throw new UserError(
          "Cannot go on with --output "
              + output.path()
              + ": its sources or tiles have changed since it was begun; add --overwrite to start"
              + " afresh.");
    }
  }

  private static Wave wave(int number, List<Integer> tiles, boolean withoutTile, long sources) {
    String folder = String.format(Locale.ROOT, "wave=%05d", number);
    return new Wave(folder, List.copyOf(tiles), withoutTile && number == 0, sources);
  }

  private static String name(Tile tile) {
    return tile.coaddId() + " " + tile.paths();
  }

  private String text(TileIndex tiles) {
    List<Map<String, Object>> plan = new ArrayList<>();
    for (Wave wave : waves) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("wave", wave.folder());
      entry.put("sources", wave.sources());
      entry.put("tiles", wave.tiles().stream().map(tile -> name(tiles.tiles().get(tile))).toList());
      plan.add(entry);
    }
    return new GsonBuilder().setPrettyPrinting().create().toJson(plan);
  }
}
