package allsky.spark.cli;

import static allsky.spark.cli.options.OptionCheck.check;

import allsky.UserError;
import allsky.simulation.SimulatedFootprint;
import allsky.simulation.SimulatedSky;
import allsky.simulation.source.Preset;
import allsky.spark.cli.options.OutputOptions;
import allsky.spark.output.OutputFolder;
import allsky.spark.runtime.Progress;
import allsky.spark.simulation.SkySimulation;
import allsky.spark.table.ParquetFiles;
import allsky.spark.table.TableFolder;
import allsky.survey.AtlasTiling;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code simulate-sky}: makes Atlas images, a catalog and spectra where no archive is at hand. */
@Command(
    name = "simulate-sky",
    header = "Simulate Atlas images, an AllWISE-like catalog and SDSS-like spectra.",
    description = {
      "%nWrites DIR/tiles (FITS images W1-W4 in the archive's layout), DIR/allwise (Parquet,"
          + " AllWISE's column names) and DIR/specObj.fits (FITS table, SDSS's column names).",
      "Everything says SIMULATED: header cards, column metadata, _run.json. The same options give"
          + " the same sky."
    })
final class SimulateSky extends Job {

  @Mixin private OutputOptions output;

  @Option(
      names = "--tiles",
      defaultValue = "4",
      paramLabel = "N",
      description = {
        "Atlas tiles, 1 to 18240. The first is at the north Galactic pole, each next one the"
            + " farthest from all before it within SDSS's footprint."
      })
  private int tiles;

  @Option(
      names = "--tile-pixels",
      defaultValue = "1024",
      paramLabel = "P",
      description = "Pixels along a tile's side, 128 to 4095; the archive's tiles have 4095.")
  private int tilePixels;

  @Option(
      names = "--preset",
      defaultValue = "paper",
      paramLabel = "NAME",
      description = "How faint the spectroscopic sources are: ${COMPLETION-CANDIDATES}.")
  private Preset preset;

  @Option(
      names = "--labelled-per-tile",
      defaultValue = "900",
      paramLabel = "L",
      description =
          "Sources with a spectrum placed in each tile besides the natural sky, a third of each"
              + " class; at most one for each 30 arcsec square.")
  private int labelledPerTile;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Fixes every random number.")
  private long seed;

  @Override
  protected void work() {
    SimulatedSky sky = sky();
    OutputFolder folder = output(output);
    SkySimulation simulation = new SkySimulation(spark(), sky, SimulatedFootprint.tiles(tiles));
    folder.startAfresh(identity(), output.overwrite);
    try (Progress progress =
        Progress.start("simulate-sky", "images", simulation.images(), simulation::imagesDone)) {
      simulation.writeImages(folder.path() + "/tiles");
    }
    OutputFolder catalog = folder.inside("allwise");
    catalog.startAfresh(identity(), output.overwrite);
    TableFolder.write(simulation.catalog(), catalog, identity());
    catalog.finish();
    long spectra = writeSpectra(simulation, folder.path() + "/specObj.fits");
    folder.finish();
    print(
        "%,d images, %,d sources, %,d spectra (SIMULATED) in %s",
        simulation.images(),
        ParquetFiles.read(spark().read(), catalog.path()).count(),
        spectra,
        folder.given());
  }

  private SimulatedSky sky() {
    int allTiles = AtlasTiling.tiles().size();
    check(tiles >= 1 && tiles <= allTiles, "Invalid --tiles (1 to %d): %d", allTiles, tiles);
    check(
        tilePixels >= SimulatedSky.SMALLEST_TILE_PIXELS && tilePixels <= AtlasTiling.TILE_PIXELS,
        "Invalid --tile-pixels (%d to %d): %d",
        SimulatedSky.SMALLEST_TILE_PIXELS,
        AtlasTiling.TILE_PIXELS,
        tilePixels);
    int most = SimulatedSky.largestLabelledPerTile(tilePixels);
    check(
        labelledPerTile >= 0 && labelledPerTile <= most,
        "Invalid --labelled-per-tile (0 to %d in a tile of %d pixels): %d; take larger or more"
            + " tiles.",
        most,
        tilePixels,
        labelledPerTile);
    return new SimulatedSky(seed, preset, tilePixels, labelledPerTile);
  }

  private static long writeSpectra(SkySimulation simulation, String file) {
    try {
      return simulation.writeSpectra(file);
    } catch (IOException e) {
      throw new UserError("Cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
