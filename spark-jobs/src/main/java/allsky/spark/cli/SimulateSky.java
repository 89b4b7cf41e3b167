package allsky.spark.cli;

import static allsky.spark.cli.options.OptionCheck.check;

import allsky.simulation.SimulatedFootprint;
import allsky.simulation.SimulatedSky;
import allsky.simulation.source.Preset;
import allsky.simulation.unusual.UnusualDraw;
import allsky.spark.cli.options.HardCaseOptions;
import allsky.spark.cli.options.OutputOptions;
import allsky.spark.cli.plan.JobPlan;
import allsky.spark.cli.plan.OutputSize;
import allsky.spark.output.OutputFolder;
import allsky.spark.simulation.SkySimulation;
import allsky.survey.AtlasTiling;
import allsky.survey.Band;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code simulate-sky}: simulates Atlas images, a catalog and spectra. */
@Command(
    name = "simulate-sky",
    header = "Simulate Atlas images, a catalog like AllWISE and spectra like those of SDSS.",
    description = {
      "%nWrites DIR/tiles (FITS images W1-W4 in the layout of the archive), DIR/allwise (Parquet,"
          + " column names of AllWISE) and DIR/specObj.fits (FITS table, column names of SDSS).",
      "All outputs are marked SIMULATED in header cards, column metadata and _run.json. The same"
          + " options give the same sky."
    })
final class SimulateSky extends WritingJob {

  @Mixin private OutputOptions output;

  @Option(
      names = "--tiles",
      defaultValue = "4",
      paramLabel = "N",
      description =
          "Number of Atlas tiles, 1 to 18240. The first tile is at the north Galactic "
              + "pole. Each further tile is as far as possible from all earlier tiles, within "
              + "the SDSS footprint.")
  private int tiles;

  @Option(
      names = "--tile-pixels",
      defaultValue = "1024",
      paramLabel = "P",
      description = "Side of a tile in pixels, 128 to 4095. Tiles of the archive have 4095.")
  private int tilePixels;

  @Option(
      names = "--preset",
      defaultValue = "sdss",
      paramLabel = "NAME",
      description =
          "Populations, noise and magnitudes of the sources with a spectrum:"
              + " ${COMPLETION-CANDIDATES}. sdss: calibrated with published results on SDSS"
              + " spectra. The others are not calibrated. paper: as bright as in the paper. hard:"
              + " as faint as SDSS reaches. medium: between them.")
  private Preset preset;

  @Mixin private HardCaseOptions hardCases;

  @Option(
      names = "--labelled-per-tile",
      defaultValue = "900",
      paramLabel = "L",
      description =
          "Number of sources that are added to the natural sky of each tile, each with "
              + "a spectrum, one third of each class. Maximum: one in each square of 30 by 30 "
              + "arcsec.")
  private int labelledPerTile;

  @Option(
      names = "--unusual-per-tile",
      defaultValue = "0",
      paramLabel = "N",
      description =
          "Number of unusual objects that are added to each tile, without a spectrum, to measure"
              + " outlier flags. The column simulated_kind of the catalog names their kind."
              + " Maximum: one in each square of 165 by 165 arcsec.")
  private int unusualPerTile;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Seed for all random numbers.")
  private long seed;

  @Option(
      names = "--spectra-files",
      description =
          "Also write each spectrum as DIR/spectra/PLATE/spec-PLATE-MJD-FIBER.fits, with the columns"
              + " of SDSS's lite files. A file has 130 KB.")
  private boolean spectraFiles;

  @Option(
      names = "--catalog-only",
      description = "Write no images, only the catalog and the spectra.")
  private boolean catalogOnly;

  @Override
  protected void checkOptions() {
    sky();
  }

  @Override
  protected JobPlan plan() {
    SimulatedSky sky = sky();
    OutputFolder folder = folders().output(output);
    SkySimulation simulation =
        new SkySimulation(
            spark(),
            sky,
            SimulatedFootprint.tiles(tiles),
            catalogOnly ? List.of() : List.of(Band.values()));
    long images = catalogOnly ? 0 : (long) tiles * Band.values().length;
    return JobPlan.of(() -> simulate(simulation, folder))
        .step(
            "%,d tiles of %d pixels, %,d images, %,d spectra",
            tiles, tilePixels, images, (long) tiles * labelledPerTile)
        .size(() -> OutputSize.ofImages(images, tilePixels));
  }

  private void simulate(SkySimulation simulation, OutputFolder folder) {
    folder.startAfresh(identity(), output.overwrite);
    if (spectraFiles) {
      long files = timed("writing the spectra", () -> simulation.writeSpectrumFiles(folder));
      print("%,d files of spectra (SIMULATED)", files);
    }
    SkySimulation.Written written = simulation.write(folder, identity());
    print(
        "%,d images, %,d sources, %,d spectra (SIMULATED) in %s",
        written.images(), written.sources(), written.spectra(), folder.given());
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
    int mostUnusual = UnusualDraw.largestCount(tilePixels);
    check(
        unusualPerTile >= 0 && unusualPerTile <= mostUnusual,
        "Invalid --unusual-per-tile (0 to %d in a tile of %d pixels): %d; take larger or more"
            + " tiles.",
        mostUnusual,
        tilePixels,
        unusualPerTile);
    return new SimulatedSky(seed, preset, tilePixels, labelledPerTile, hardCases.of(preset))
        .withUnusual(unusualPerTile);
  }
}
