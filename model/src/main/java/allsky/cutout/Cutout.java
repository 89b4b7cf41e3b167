package allsky.cutout;

/**
 * The native pixels around one source.
 *
 * @param pixels [band][y][x] in one array, DN at the band's reference zero point with the
 *     background taken off; NaN where the image has no value
 * @param dx offset of the source from the centre of the window's middle pixel along x, within half
 *     a pixel
 * @param dy the same along y
 * @param background what was taken off, in the image's unit, one a band
 * @param sigma scatter of the background in DN at the reference zero point (1.4826 times the median
 *     absolute deviation), one a band
 * @param badPixels how many of the pixels are NaN
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
