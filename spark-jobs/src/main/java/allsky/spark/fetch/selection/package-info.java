/**
 * Which images a job needs: those of tiles, or cutouts around a few sources.
 *
 * <p>Read {@link allsky.spark.fetch.selection.TileSelection} first.
 */
package allsky.spark.fetch.selection;
