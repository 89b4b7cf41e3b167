/**
 * The tables of a run: column names, schemas, reading and writing. Nobody else spells a column.
 *
 * <p>Read in the order of the flow: sources, spectra, matches, tiles, cutouts, predictions. No row
 * is computed here.
 */
package allsky.spark.table;
