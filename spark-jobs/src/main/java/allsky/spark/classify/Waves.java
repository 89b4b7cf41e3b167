package allsky.spark.classify;

import allsky.spark.tiles.TileIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A long classification in waves of tiles, each of which is done and committed as a whole. Which
 * tiles a wave has depends on tiles and sources alone.
 */
public final class Waves {

  private final List<Wave> waves;

  private Waves(List<Wave> waves) {
    this.waves = waves;
  }

  /**
   * Some tiles that are done together.
   *
   * @param folder the wave's folder, {@code wave=NNNNN}
   * @param tiles places in {@link TileIndex#tiles}
   * @param withoutTile true where the wave also takes the sources that have no tile
   * @param sources how many sources the wave has
   */
  public record Wave(String folder, List<Integer> tiles, boolean withoutTile, long sources) {}

  /**
   * Plans the waves: tiles in their order, so many that a wave has about the given number of
   * sources.
   *
   * @param counts sources of each tile, see {@link allsky.spark.tiles.SourcesByTile#counts}
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

  /** All sources of the plan. */
  public long sources() {
    return waves.stream().mapToLong(Wave::sources).sum();
  }

  /** The folder of a wave, numbered from 0. */
  static String folder(int number) {
    return String.format(Locale.ROOT, "wave=%05d", number);
  }

  private static Wave wave(int number, List<Integer> tiles, boolean withoutTile, long sources) {
    return new Wave(folder(number), List.copyOf(tiles), withoutTile && number == 0, sources);
  }
}
