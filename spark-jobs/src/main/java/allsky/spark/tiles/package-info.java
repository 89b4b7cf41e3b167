/**
 * Tiles: the images in a folder, the tile of each source, and the work on one tile with all its
 * sources.
 *
 * <p>Read {@link allsky.spark.tiles.TileIndex} (made from the headers that {@code TileHeaderScan}
 * reads), then {@link allsky.spark.tiles.SourcesByTile}, then {@link
 * allsky.spark.tiles.TileCutter}. Nothing here depends on the use of a cutout.
 */
package allsky.spark.tiles;
