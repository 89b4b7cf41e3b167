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
 * What an image's header says of it.
 *
 * @param coaddId the tile's name: the COADDID card, else the file's name before its band
 * @param band the BAND card, else the band in the file's name
 * @param width pixels along axis 1
 * @param height pixels along axis 2
 * @param magnitudeZeroPoint Vega magnitude of a pixel value of one (MAGZP)
 * @param projection between the sky and the pixels
 * @param simulated true where its ORIGIN or TELESCOP card says that no telescope took it
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

  /** How the ORIGIN and TELESCOP cards of an image begin that no telescope took. */
  public static final String SIMULATED = "SIMULATED";

  /**
   * Magnitudes of a pixel value of one. Atlas images have 13 to 20.5, unWISE images 22.5, images in
   * jansky 2 of W4 to 6 of W1, in nanojansky 25 to 29.
   */
  private static final double LOWEST_ZERO_POINT = 1;

  private static final double HIGHEST_ZERO_POINT = 50;

  /** The FILETYPE of Atlas images, and the word that is in those of other intensity images. */
  private static final String INTENSITY = "intensity";

  /** An Atlas image has 4095 x 4095 pixels, a mosaic of 6 x 6 degrees 16,000 x 16,000. */
  private static final long MOST_PIXELS = 1L << 29;

  private static final int LONGEST_SIDE = 1 << 20;

  private static final Pattern BAND_CARD = Pattern.compile("(?i)W?0*([1-4])(\\.0*)?");

  public static TileHeader of(FitsCards header, String fileName) throws UnreadableImageException {
    requireIntensity(header);
    if (header.integer("NAXIS") != 2) {
      throw new UnreadableImageException("it has no two-dimensional image first");
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
   * Refuses more pixels than any image of a tile has.
   *
   * @throws NoPixelsException where it promises them
   */
  public void requireReadable() throws NoPixelsException {
    if ((long) width * height > MOST_PIXELS) {
      throw new NoPixelsException(
          this,
          String.format(
              Locale.ROOT,
              "its header promises %d x %d pixels; at most %,d are read, 23,170 x 23,170",
              width,
              height,
              MOST_PIXELS));
    }
  }

  /** True where both images cover the same pixels of the sky. */
  public boolean sameGridAs(TileHeader other) {
    return width == other.width && height == other.height && projection.sameAs(other.projection);
  }

  /** The position of the image's middle. */
  public SkyPosition middle() {
    return projection.toSky((width - 1) / 2.0, (height - 1) / 2.0);
  }

  /** Whose image it is, by the side of its pixels; empty where it is of no known scale. */
  public Optional<ImageSurvey> survey() {
    return ImageSurvey.ofPixel(projection.pixelScaleArcsec());
  }

  private void requireOnSky() throws UnreadableImageException {
    try {
      projection.toSky(-0.5, -0.5);
      middle();
      projection.toSky(width - 0.5, height - 0.5);
    } catch (IllegalArgumentException e) {
      throw new UnreadableImageException("its WCS puts its corners outside the sky", e);
    }
  }

  /**
   * Factor from the image's unit to DN at the band's reference zero point: 1 for Atlas images, for
   * unWISE 0.158 of W1, 0.063 of W2 and 0.0158 of W3.
   */
  public float toReferenceZeroPoint() {
    return (float) Math.pow(10, 0.4 * (band.magnitudeZeroPoint() - magnitudeZeroPoint));
  }

  /** The largest magnitude that a pixel of the image can have, in the image's unit. */
  public float largestPixel() {
    return PixelValue.LARGEST_DN / toReferenceZeroPoint();
  }

  public static String reason(Exception e) {
    String message = e.getMessage() == null ? "it ends early" : e.getMessage();
    return Causes.firstLine(message).trim();
  }

  private static void requireIntensity(FitsCards header) throws OtherProductException {
    String kind = header.text("FILETYPE");
    if (!kind.isEmpty() && !kind.toLowerCase(Locale.ROOT).contains(INTENSITY)) {
      throw new OtherProductException(
          "its FILETYPE is '" + kind + "'; only an intensity image is read");
    }
  }

  private static int side(FitsCards header, String card) throws UnreadableImageException {
    long pixels = header.integer(card);
    if (pixels < 1 || pixels > LONGEST_SIDE) {
      throw new UnreadableImageException(
          "its " + card + " is " + pixels + "; images of 1 to " + LONGEST_SIDE + " are read");
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

  /** The MAGZP card; unWISE images without one are in nanomaggies too. */
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
        throw new UnreadableImageException("its BAND is " + card + "; only 1 to 4 are read");
      }
      return Band.ofNumber(Integer.parseInt(number.group(1)));
    }
    Band band = TileName.of(fileName).band();
    if (band == null) {
      throw new UnreadableImageException("neither a BAND card nor its name says which band it is");
    }
    return band;
  }
}
