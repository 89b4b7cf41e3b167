/**
 * Reads the positions of a catalog: pairs of columns, units, frames, sexagesimal text, HEALPix
 * cells.
 *
 * <p>Read {@link allsky.spark.columns.position.PositionColumns} first.
 */
package allsky.spark.columns.position;
