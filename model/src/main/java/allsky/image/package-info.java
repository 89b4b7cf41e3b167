/**
 * From an Atlas or unWISE image to the network's input: FITS, WCS, cutouts, stretch and resampling.
 *
 * <p>Read in the order of the pixels: {@link allsky.image.FitsImage}, {@link
 * allsky.image.TileProjection}, {@link allsky.image.TileImages}, {@link
 * allsky.image.CutoutExtractor}, {@link allsky.image.Cutout}, {@link allsky.image.NetworkInput}.
 * Training and inference both take this one road. Pixel coordinates are 0-based everywhere: the
 * centre of the first pixel is (0, 0), one less than in FITS.
 */
package allsky.image;
