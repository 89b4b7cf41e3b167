/**
 * Finds the images that cover a position or a region on the sky.
 *
 * <p>{@link allsky.footprint.TileLocator} finds the tile in which a position is farthest from the
 * edge. {@link allsky.footprint.AtlasLocator} does the same for the Atlas without reading a file.
 * {@link allsky.footprint.AtlasFootprints} lists the tiles that overlap a region.
 */
package allsky.footprint;
