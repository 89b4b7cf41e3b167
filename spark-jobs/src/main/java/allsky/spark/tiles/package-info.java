/**
 * Tiles: which images a folder has, which tile a source belongs to, and the work on one tile with
 * all its sources.
 *
 * <p>Read {@link allsky.spark.tiles.TileIndex} (of what {@code TileHeaderScan} reads), then {@link
 * allsky.spark.tiles.SourcesByTile}, then {@link allsky.spark.tiles.TileCutter}. What is done with
 * a cutout is not known here.
 */
package allsky.spark.tiles;
