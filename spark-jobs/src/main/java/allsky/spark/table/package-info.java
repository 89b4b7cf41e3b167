/**
 * The tables of a run: column names, schemas, reading and writing. Other packages use these
 * constants for column names.
 *
 * <p>Read in the order of the pipeline: sources, spectra, matches, tiles, cutouts, predictions. No
 * row is computed here.
 */
package allsky.spark.table;
