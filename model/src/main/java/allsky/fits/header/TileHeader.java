package allsky.fits.header;

import allsky.Causes;
import allsky.fits.FitsCards;
import allsky.fits.UnreadableImageException;
import allsky.fits.wcs.TileProjection;
import allsky.sky.SkyPosition;
import allsky.survey.Band;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The header of an image: tile, band, size, zero point and projection.
 *
 * @param coaddId the tile's name: the COADDID card, or else the part of the file's name before the
 *     band
 * @param band the BAND card, or else the band in the file's name
 * @param width pixels along axis 1
 * @param height pixels along axis 2
 * @param magnitudeZeroPoint Vega magnitude of a pixel value of one (MAGZP)
 * @param projection between the sky and the pixels
 * @param simulated true if the ORIGIN or TELESCOP card begins with SIMULATED
 */
public record TileHeader(
    String coaddId,
    Band band,
    int width,
    int height,
    double magnitudeZeroPoint,
    TileProjection projection,
    boolean simulated)
    implements Serializable {

  /** The beginning of the ORIGIN and TELESCOP cards of simulated images. */
  public static final String SIMULATED = "SIMULATED";

  /**
   * Limits of the zero point in magnitudes. Atlas images have 13 to 20.5, unWISE images 22.5,
   * images in jansky 2 (W4) to 6 (W1), images in nanojansky 25 to 29.
   */
  private static final double LOWEST_ZERO_POINT = 1;

  private static final double HIGHEST_ZERO_POINT = 50;

  /** The word in the FILETYPE card of all intensity images. */
  private static final String INTENSITY = "intensity";

  /**
   * For comparison: an Atlas image has 4095 x 4095 pixels, a mosaic of 6 x 6 degrees has 16,000 x
   * 16,000.
   */
  private static final long MAX_PIXELS = 1L << 29;

  private static final int LONGEST_SIDE = 1 << 20;

  private static final Pattern BAND_CARD = Pattern.compile("(?i)W?0*([1-4])(\\.0*)?");

  public static TileHeader of(FitsCards header, String fileName) throws UnreadableImageException {
    requireIntensity(header);
    if (header.integer("NAXIS") != 2) {
      throw new UnreadableImageException("its first image does not have two dimensions");
    }
    TileHeader tile =
        new TileHeader(
            coaddId(header, fileName),
            band(header, fileName),
            side(header, "NAXIS1"),
            side(header, "NAXIS2"),
            zeroPoint(header, fileName),
            TileProjection.ofHeader(header),
            isSimulated(header));
    tile.requireOnSky();
    return tile;
  }

  /**
   * Refuses a header with more pixels than any image of a tile has.
   *
   * @throws NoPixelsException if it has more
   */
  public void requireReadable() throws NoPixelsException {
    if ((long) width * height > MAX_PIXELS) {
      throw new NoPixelsException(
          this,
          String.format(
              Locale.ROOT,
              "its header declares %d x %d pixels; allsky reads at most %,d (23,170 x 23,170)",
              width,
              height,
              MAX_PIXELS));
    }
  }

  /** True if both images have the same pixel grid on the sky. */
  public boolean sameGridAs(TileHeader other) {
    return width == other.width && height == other.height && projection.sameAs(other.projection);
  }

  /** The position of the centre of the image. */
  public SkyPosition middle() {
    return projection.toSky((width - 1) / 2.0, (height - 1) / 2.0);
  }

  /** The survey of the image, identified by the pixel scale; empty if the scale is not known. */
  public Optional<ImageSurvey> survey() {
    return ImageSurvey.ofPixel(projection.pixelScaleArcsec());
  }

  private void requireOnSky() throws UnreadableImageException {
    try {
      projection.toSky(-0.5, -0.5);
      middle();
      projection.toSky(width - 0.5, height - 0.5);
    } catch (IllegalArgumentException e) {
      throw new UnreadableImageException(
          "its WCS places the corners of the image outside the sky", e);
    }
  }

  /**
   * Factor from the image's unit to DN at the band's reference zero point: 1 for Atlas images;
   * 0.158 (W1), 0.063 (W2) and 0.0158 (W3) for unWISE images.
   */
  public float toReferenceZeroPoint() {
    return (float) Math.pow(10, 0.4 * (band.magnitudeZeroPoint() - magnitudeZeroPoint));
  }

  /** The largest absolute value that a pixel of the image can have, in the image's unit. */
  public float largestPixel() {
    return PixelValue.LARGEST_DN / toReferenceZeroPoint();
  }

  public static String reason(Exception e) {
    String message = e.getMessage() == null ? "unexpected end of file" : e.getMessage();
    return Causes.firstLine(message).trim();
  }

  private static void requireIntensity(FitsCards header) throws OtherProductException {
    String kind = header.text("FILETYPE");
    if (!kind.isEmpty() && !kind.toLowerCase(Locale.ROOT).contains(INTENSITY)) {
      throw new OtherProductException(
          "its FILETYPE is '" + kind + "'; allsky reads only intensity images");
    }
  }

  private static int side(FitsCards header, String card) throws UnreadableImageException {
    long pixels = header.integer(card);
    if (pixels < 1 || pixels > LONGEST_SIDE) {
      throw new UnreadableImageException(
          "its "
              + card
              + " is "
              + pixels
              + "; allsky reads images of 1 to "
              + LONGEST_SIDE
              + " pixels a side");
    }
    return (int) pixels;
  }

  private static boolean isSimulated(FitsCards header) {
    return Stream.of("ORIGIN", "TELESCOP")
        .map(header::text)
        .anyMatch(card -> card.startsWith(SIMULATED));
  }

  private static String coaddId(FitsCards header, String fileName) {
    String card = header.text("COADDID");
    return card.isEmpty() ? TileName.of(fileName).coaddId() : card;
  }

  /** The MAGZP card. unWISE images without this card are in nanomaggies. */
  private static double zeroPoint(FitsCards header, String fileName)
      throws UnreadableImageException {
    if (header.has("MAGZP")) {
      double card = header.number("MAGZP");
      if (!(card >= LOWEST_ZERO_POINT && card <= HIGHEST_ZERO_POINT)) {
        throw new UnreadableImageException(
            "its MAGZP is "
                + header.text("MAGZP")
                + "; a photometric zero point is a number from 1 to 50");
      }
      return card;
    }
    if (header.has("UNW_VER") || TileName.isUnwise(fileName)) {
      return ImageSurvey.NANOMAGGY_ZERO_POINT;
    }
    throw new UnreadableImageException("its header has no MAGZP card (photometric zero point)");
  }

  private static Band band(FitsCards header, String fileName) throws UnreadableImageException {
    String card = header.text("BAND");
    if (!card.isEmpty()) {
      Matcher number = BAND_CARD.matcher(card);
      if (!number.matches()) {
        throw new UnreadableImageException("its BAND is " + card + "; the WISE bands are 1 to 4");
      }
      return Band.ofNumber(Integer.parseInt(number.group(1)));
    }
    Band band = TileName.of(fileName).band();
    if (band == null) {
      throw new UnreadableImageException(
          "its band is unknown: it has no BAND card, and its name has no band");
    }
    return band;
  }
}
