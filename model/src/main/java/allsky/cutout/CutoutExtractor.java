package allsky.cutout;

import allsky.cutout.arithmetic.ArithmeticChoice;
import allsky.cutout.arithmetic.PixelArithmetic;
import allsky.fits.header.PixelValue;
import allsky.fits.header.TileHeader;
import allsky.fits.image.FitsImage;
import allsky.fits.wcs.PixelPosition;
import allsky.sky.SkyPosition;
import java.util.Arrays;

/**
 * Extracts the native pixels around a source from the images of a tile and subtracts the
 * background.
 *
 * <p>The window is a slice around the pixel that contains the source, without interpolation. The
 * background is the median of the ring of {@value #RING_PIXELS} pixels at the border of the window.
 * It is subtracted because the absolute level of an image has no meaning (the frames are matched to
 * each other). Not thread-safe: an instance reuses its arrays.
 */
public final class CutoutExtractor {

  public static final int RING_PIXELS = 4;

  /** Maximum share of pixels without a value in a band. */
  static final double LARGEST_BAD_FRACTION = 0.5;

  private final CutoutShape shape;
  private final int window;
  private final PixelArithmetic arithmetic;
  private final BackgroundRing ring;

  /** The pixels of every cutout; null if each cutout has its own. */
  private final float[] sharedPixels;

  /** An extractor whose cutouts can be kept. */
  public CutoutExtractor(CutoutShape shape) {
    this(shape, ArithmeticChoice.arithmetic(windowPixels(shape)), null);
  }

  /**
   * @param sharedPixels the pixels of every cutout; null if each cutout has its own
   */
  CutoutExtractor(CutoutShape shape, PixelArithmetic arithmetic, float[] sharedPixels) {
    this.shape = shape;
    this.window = shape.window();
    this.arithmetic = arithmetic;
    this.ring = new BackgroundRing(window, arithmetic);
    this.sharedPixels = sharedPixels;
  }

  /**
   * An extractor for cutouts that are used at once. A cutout has the pixels of the array that the
   * next cutout overwrites. The scatter of the background is not measured: {@link Cutout#sigma} is
   * NaN.
   */
  public static CutoutExtractor ofPassingCutouts(CutoutShape shape) {
    PixelArithmetic arithmetic = ArithmeticChoice.arithmetic(windowPixels(shape));
    return new CutoutExtractor(shape, arithmetic, new float[shape.pixelCount()]);
  }

  private static int windowPixels(CutoutShape shape) {
    return shape.window() * shape.window();
  }

  /** The shape of the cutouts. */
  public CutoutShape shape() {
    return shape;
  }

  /**
   * Extracts the cutout of one source.
   *
   * @param tile images of the bands of the shape, in the same order
   */
  public CutoutResult extract(BandImages tile, double raDeg, double decDeg) {
    if (!SkyPosition.isValid(raDeg, decDeg)) {
      return CutoutResult.failed(CutoutStatus.BAD_POSITION);
    }
    TileHeader header = tile.header();
    PixelPosition position = header.projection().toPixel(raDeg, decDeg);
    double column = Math.rint(position.x());
    double row = Math.rint(position.y());
    if (!(column >= 0 && column < header.width() && row >= 0 && row < header.height())) {
      return CutoutResult.failed(CutoutStatus.OFF_TILE);
    }
    return cut(tile, (int) column, (int) row, position);
  }

  private CutoutResult cut(BandImages tile, int column, int row, PixelPosition position) {
    int bands = shape.bands().size();
    float[] pixels = sharedPixels == null ? new float[shape.pixelCount()] : sharedPixels;
    float[] background = new float[bands];
    float[] sigma = new float[bands];
    int badPixels = 0;
    int flags = 0;
    int bandPixels = window * window;
    for (int band = 0; band < bands; band++) {
      FitsImage image = tile.images().get(band);
      int offset = band * bandPixels;
      int outside = slice(image.pixels(), column, row, pixels, offset);
      float largest = image.header().largestPixel();
      int bad = arithmetic.markMissing(pixels, offset, bandPixels, largest);
      if (bad > LARGEST_BAD_FRACTION * bandPixels || !ring.take(pixels, offset, bad)) {
        return CutoutResult.failed(CutoutStatus.MASKED);
      }
      float scale = image.header().toReferenceZeroPoint();
      background[band] = ring.level();
      sigma[band] = sharedPixels == null ? ring.scatter(background[band]) * scale : Float.NaN;
      subtract(background[band], scale, pixels, offset);
      badPixels += bad;
      flags |= outside > 0 ? CutoutFlag.EDGE : 0;
      flags |= bad > outside ? CutoutFlag.BAD_PIXELS : 0;
      flags |= PixelValue.isConstant(pixels, offset, bandPixels) ? CutoutFlag.CONSTANT : 0;
    }
    float dx = (float) (position.x() - column);
    float dy = (float) (position.y() - row);
    return new CutoutResult(
        CutoutStatus.OK, new Cutout(pixels, dx, dy, background, sigma, badPixels, flags));
  }

  /** Copies the window, with NaN outside the image; returns the number of pixels outside. */
  private int slice(float[][] image, int column, int row, float[] pixels, int offset) {
    int firstColumn = column - window / 2;
    int firstRow = row - window / 2;
    int left = Math.max(firstColumn, 0);
    int right = Math.min(firstColumn + window, image[0].length);
    int top = Math.max(firstRow, 0);
    int bottom = Math.min(firstRow + window, image.length);
    int outside = window * window - (right - left) * (bottom - top);
    if (outside > 0) {
      Arrays.fill(pixels, offset, offset + window * window, Float.NaN);
    }
    for (int y = top; y < bottom; y++) {
      int target = offset + (y - firstRow) * window + left - firstColumn;
      System.arraycopy(image[y], left, pixels, target, right - left);
    }
    return outside;
  }

  private void subtract(float level, float scale, float[] pixels, int offset) {
    for (int i = offset; i < offset + window * window; i++) {
      pixels[i] = (pixels[i] - level) * scale;
    }
  }
}
