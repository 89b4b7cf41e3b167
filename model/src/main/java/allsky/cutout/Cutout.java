package allsky.cutout;

/**
 * The native pixels around one source.
 *
 * @param pixels [band][y][x] in one array, DN at the band's reference zero point, background
 *     subtracted; NaN if the image has no value
 * @param dx offset along x of the source from the centre of the middle pixel, at most half a pixel
 * @param dy the same along y
 * @param background the subtracted background of each band, in the unit of the image
 * @param sigma noise of the background of each band, in DN at the reference zero point (1.4826
 *     times the median absolute deviation); NaN if it was not measured
 * @param badPixels number of pixels that are NaN
 * @param flags bits of {@link CutoutFlag}
 */
public record Cutout(
    float[] pixels,
    float dx,
    float dy,
    float[] background,
    float[] sigma,
    int badPixels,
    int flags) {}
