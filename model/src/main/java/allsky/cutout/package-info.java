/**
 * Cutouts: the background-subtracted native pixels around a source in all bands.
 *
 * <p>Read in the order of the pixels: {@link allsky.cutout.BandImages}, {@link
 * allsky.cutout.CutoutExtractor}, {@link allsky.cutout.Cutout}. The network's input is made in
 * {@code cutout.input}, and {@code cutout.measure} measures it.
 */
package allsky.cutout;
