/**
 * Cutouts: the native pixels around a source in all bands, less the background.
 *
 * <p>Read in the order of the pixels: {@link allsky.cutout.BandImages}, {@link
 * allsky.cutout.CutoutExtractor}, {@link allsky.cutout.Cutout}. What a network sees of a cutout is
 * in {@code cutout.input}.
 */
package allsky.cutout;
