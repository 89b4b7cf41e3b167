/**
 * Tiles: which images lie in a folder, which tile a source belongs to, and the work of one tile
 * with all its sources.
 *
 * <p>Read {@link allsky.spark.tiles.TileIndex} (how it comes about: {@code TileReading}), then
 * {@link allsky.spark.tiles.TileGroups}, then {@link allsky.spark.tiles.TileCutter}. What is done
 * with a cutout is not known here.
 */
package allsky.spark.tiles;
