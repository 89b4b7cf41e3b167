/**
 * Which image covers a position on the sky.
 *
 * <p>{@link allsky.footprint.TileLocator} finds the tile in which a position is farthest from the
 * edge, {@link allsky.footprint.AtlasLocator} does so for the Atlas without a file, {@link
 * allsky.footprint.AtlasFootprints} lists the tiles that overlap a region.
 */
package allsky.footprint;
