/**
 * A sky that looks like WISE's to try the pipeline on where no archive can be reached: sources,
 * Atlas images, an AllWISE-like catalog and SDSS-like spectra. Everything made here says SIMULATED.
 *
 * <p>Read {@link allsky.simulation.SimulatedSky} first, then {@link
 * allsky.simulation.SimulatedTile}. What is on the sky: {@code NumberCounts}, {@link
 * allsky.simulation.Population}, {@link allsky.simulation.SourceShape}, {@code SourceDraw}. How an
 * image shows it: {@code AtlasPsf}, {@code GaussianMixture}, {@code CorrelatedNoise}, {@code
 * BrightStarPattern}, {@code ImageRenderer}. How the archives would list it: {@code
 * CatalogMeasurement}, {@code SpectroscopicSurvey}. Formulas only: Spark spreads the tiles.
 *
 * <p>Tiles are independent of each other: where two of them overlap, each shows sources of its own.
 * The same seed, options and tile always give the same images and rows.
 */
package allsky.simulation;
