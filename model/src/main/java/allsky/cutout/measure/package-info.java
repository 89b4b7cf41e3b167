/**
 * Numbers that describe the pixels of a cutout: brightness, profile, shape and background of the
 * source in each band. They need no network.
 *
 * <p>Read {@link allsky.cutout.measure.CutoutMeasures} first.
 */
package allsky.cutout.measure;
