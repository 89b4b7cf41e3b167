package allsky.spark.classify;

import allsky.spark.classify.Waves.Wave;
import allsky.spark.output.OutputFolder;
import allsky.spark.tiles.SourcesByTile;
import allsky.spark.tiles.TileParts;
import java.util.List;
import java.util.Optional;

/**
 * The sources of each wave. Where there are several waves the catalog is parted once, into the
 * folder {@code _plan} of the output, which a later run uses too; else each wave would scan all of
 * it. The sources of a single wave are read where they are.
 */
public final class WaveSources {

  private static final String FOLDER = "_plan";
  private static final String TILES = FOLDER + "/_tiles.txt";

  private final SourcesByTile groups;
  private final Waves waves;
  private final OutputFolder output;

  private WaveSources(SourcesByTile groups, Waves waves, OutputFolder output) {
    this.groups = groups;
    this.waves = waves;
    this.output = output;
  }

  /**
   * The sources of waves.
   *
   * @param left those that the output does not have yet
   */
  public static WaveSources of(
      SourcesByTile groups, Waves waves, List<Wave> left, OutputFolder output) {
    WaveSources sources = new WaveSources(groups, waves, output);
    if (sources.parted() && !left.isEmpty() && !sources.areParted()) {
      TileParts.write(groups, waves.waves().stream().map(Wave::tiles).toList(), sources.folder());
      output.write(TILES, groups.tileNames());
    }
    return sources;
  }

  /** The sources are kept with their tiles' places, which hold for the very same tiles only. */
  private boolean areParted() {
    return output.isComplete(FOLDER) && output.read(TILES).equals(Optional.of(groups.tileNames()));
  }

  /** The sources of one wave, and where all are in one place, those of the others too. */
  public SourcesByTile of(Wave wave) {
    return parted() ? TileParts.read(groups, folder(), waves.waves().indexOf(wave)) : groups;
  }

  /** Deletes what was kept for the waves, all of which are done. */
  public void forget() {
    output.delete(FOLDER);
  }

  private boolean parted() {
    return waves.waves().size() > 1;
  }

  private String folder() {
    return output.path() + "/" + FOLDER;
  }
}
