package allsky.simulation;

import allsky.fits.wcs.TileProjection;
import allsky.simulation.catalog.CatalogSource;
import allsky.simulation.catalog.TrueSource;
import allsky.simulation.flux.SpectrumSimulator;
import allsky.simulation.image.BrightStarPattern;
import allsky.simulation.image.CoverageModel;
import allsky.simulation.image.DiffuseEmission;
import allsky.simulation.image.GhostRing;
import allsky.simulation.image.ImageNoise;
import allsky.simulation.image.ImageRenderer;
import allsky.simulation.image.LightPattern;
import allsky.simulation.image.NoiseModel;
import allsky.simulation.image.Saturation;
import allsky.simulation.image.TileConditions;
import allsky.simulation.image.ZodiacalLight;
import allsky.simulation.source.HardCase;
import allsky.simulation.source.HardCaseDraw;
import allsky.simulation.source.SkySource;
import allsky.simulation.spectra.SpectroscopicErrors;
import allsky.simulation.spectra.SpectroscopicSelection;
import allsky.simulation.spectra.SpectroscopicSurvey;
import allsky.simulation.spectra.Spectrum;
import allsky.simulation.unusual.MovingObjectDraw;
import allsky.simulation.unusual.UnusualDraw;
import allsky.simulation.unusual.UnusualObject;
import allsky.sky.GalacticPosition;
import allsky.spectrum.LogGrid;
import allsky.spectrum.ObservedSpectrum;
import allsky.survey.AtlasTile;
import allsky.survey.AtlasTiling;
import allsky.survey.Band;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * One tile of a simulated sky: the true sources, their images, and the rows of the catalog and of
 * the spectroscopic survey. The parts can be made in any order. Images are not stored: each call
 * makes them again.
 */
public final class SimulatedTile {

  private final SimulatedSky sky;
  private final AtlasTile tile;
  private final TileProjection projection;
  private final TileConditions conditions;
  private final List<SkySource> sources;
  private final List<UnusualObject> unusual;

  SimulatedTile(SimulatedSky sky, AtlasTile tile) {
    this.sky = sky;
    this.tile = tile;
    double centralPixel = (sky.tilePixels() + 1) / 2.0;
    this.projection =
        TileProjection.sin(
            tile.centre(), centralPixel, centralPixel, AtlasTiling.PIXEL_SCALE_ARCSEC);
    this.conditions = drawConditions();
    this.sources = drawSources();
    this.unusual = drawUnusual();
  }

  public AtlasTile tile() {
    return tile;
  }

  /** Number of pixels along each side of the images. */
  public int pixels() {
    return sky.tilePixels();
  }

  public TileProjection projection() {
    return projection;
  }

  /** The true properties of all sources in the images, without the unusual objects. */
  public List<SkySource> sources() {
    return sources;
  }

  /** The rows of the AllWISE-like catalog, sorted by W1 with the brightest first. */
  public List<CatalogSource> catalog() {
    List<CatalogSource> rows =
        new CatalogMeasurement(this, conditions, random(RandomStream.CATALOG)).rows();
    return has(HardCase.MISSING_W3_W4)
        ? new MissingBands(HardCase.MISSING_W3_W4.share(), random(RandomStream.MISSING_BANDS))
            .in(rows)
        : rows;
  }

  /** The rows of the catalog, in the same order, with their true sources. */
  public List<TrueSource> truth() {
    return new CatalogMeasurement(this, conditions, random(RandomStream.CATALOG)).sources();
  }

  /** The unusual objects, moving objects last. */
  public List<UnusualObject> unusual() {
    return unusual;
  }

  /**
   * The rows of the catalog for {@link #unusual}, in their order. Their numbers in the tile follow
   * those of {@link #catalog}.
   *
   * @param catalogRows number of rows of {@link #catalog}
   */
  public List<CatalogSource> unusualRows(int catalogRows) {
    return new CatalogMeasurement(this, conditions, random(RandomStream.UNUSUAL_CATALOG))
        .rowsOf(unusual, catalogRows + 1);
  }

  /** The rows of the SDSS-like table of spectra. */
  public List<Spectrum> spectra() {
    SpectroscopicSelection selection = SpectroscopicSelection.of(sky.preset());
    SpectroscopicErrors errors =
        has(HardCase.WRONG_SPECTRA) ? SpectroscopicErrors.TYPICAL : SpectroscopicErrors.NONE;
    return new SpectroscopicSurvey(
            tile, projection, selection, errors, random(RandomStream.SPECTRA))
        .of(sources);
  }

  /**
   * The flux by wavelength of each of {@link #spectra}, in their order.
   *
   * @param grid the pixels of the spectrograph
   */
  public Stream<ObservedSpectrum> observedSpectra(LogGrid grid) {
    SpectrumSimulator simulator = new SpectrumSimulator(grid, List.of());
    SplittableRandom random = random(RandomStream.SPECTRUM_FILES);
    return spectra().stream()
        .map(
            row ->
                simulator.observe(
                    row.sourceClass(), row.subclass(), row.z(), row.snMedianAll(), random.split()));
  }

  /** The image of a band: rows of pixels in DN, the southernmost first. */
  public float[][] image(Band band) {
    List<SkySource> lights = new ArrayList<>(sources);
    List<LightPattern> patterns = new ArrayList<>();
    for (UnusualObject object : unusual) {
      lights.addAll(object.lights());
      patterns.addAll(object.patterns());
    }
    if (has(HardCase.SATURATED_STARS)) {
      double angle = conditions.spikeAngleRad() + Math.PI / 4;
      lights.stream()
          .filter(BrightStarPattern::has)
          .forEach(star -> patterns.add(GhostRing.of(star, angle)));
    }
    float[][] image =
        new ImageRenderer(band, conditions, sky.preset())
            .render(pixels(), lights, patterns, random(RandomStream.noise(band)));
    if (has(HardCase.DIFFUSE_EMISSION)) {
      new DiffuseEmission(pixels(), galacticLatDeg(), random(RandomStream.DIFFUSE_EMISSION))
          .addTo(image, band);
    }
    if (has(HardCase.SATURATED_STARS)) {
      new Saturation(band, conditions, sky.preset()).applyTo(image);
    }
    return image;
  }

  TileConditions conditions() {
    return conditions;
  }

  /** The noise in the image of a band. It is not stored: each call draws it again. */
  ImageNoise noise(Band band) {
    return ImageNoise.draw(pixels(), conditions.noise(band), random(RandomStream.noise(band)));
  }

  /** Standard deviation of the noise of one pixel of a band's image in DN. */
  public double pixelSigmaDn(Band band) {
    return conditions.noise(band).pixelSigmaDn();
  }

  /** Mean number of exposures over a pixel of a band's image. */
  public double coverage(Band band) {
    return conditions.coverage(band);
  }

  /** Minimum distance of catalog sources from the edge, in pixels. */
  public double marginPixels() {
    return AtlasTiling.CATALOG_MARGIN_ARCSEC / AtlasTiling.PIXEL_SCALE_ARCSEC;
  }

  private List<SkySource> drawSources() {
    double sideDeg = pixels() * AtlasTiling.PIXEL_SCALE_DEG;
    List<SkySource> drawn =
        new ArrayList<>(
            sourceDraw(RandomStream.NATURAL_SOURCES).natural(sideDeg * sideDeg, galacticLatDeg()));
    List<SkySource> labelled =
        sourceDraw(RandomStream.LABELLED_SOURCES)
            .labelled(
                sky.labelledPerTile(), SpectroscopicSelection.of(sky.preset()), marginPixels());
    drawn.addAll(
        new HardCaseDraw(
                sky.hardCases(), sky.preset().populations(), random(RandomStream.HARD_CASES))
            .in(labelled));
    return List.copyOf(drawn);
  }

  private TileConditions drawConditions() {
    NoiseModel noise = NoiseModel.of(sky.preset());
    CoverageModel coverage =
        has(HardCase.COVERAGE) ? CoverageModel.TEN_TO_HUNDRED : CoverageModel.ECLIPTIC;
    ZodiacalLight zodiacalLight =
        has(HardCase.DUSTY_GALAXIES) ? ZodiacalLight.ECLIPTIC : ZodiacalLight.UNIFORM;
    return TileConditions.draw(
        tile, noise, coverage, zodiacalLight, random(RandomStream.CONDITIONS));
  }

  private List<UnusualObject> drawUnusual() {
    List<UnusualObject> objects =
        new ArrayList<>(
            new UnusualDraw(
                    pixels(), sky.preset().populations(), conditions, random(RandomStream.UNUSUAL))
                .objects(sky.unusualPerTile(), sources));
    if (has(HardCase.MOVING_OBJECTS)) {
      objects.addAll(
          new MovingObjectDraw(pixels(), marginPixels(), random(RandomStream.MOVING_OBJECTS))
              .in(tile));
    }
    return List.copyOf(objects);
  }

  private double galacticLatDeg() {
    return GalacticPosition.of(tile.centre()).latDeg();
  }

  private boolean has(HardCase hard) {
    return sky.hardCases().contains(hard);
  }

  private SourceDraw sourceDraw(RandomStream stream) {
    return new SourceDraw(pixels(), sky.preset().populations(), random(stream));
  }

  private SplittableRandom random(RandomStream stream) {
    return stream.of(sky.seed(), tile.index());
  }
}
