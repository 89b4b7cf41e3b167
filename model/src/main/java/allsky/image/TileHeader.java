package allsky.image;

import allsky.sky.SkyPosition;
import allsky.survey.Band;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nom.tam.fits.Fits;
import nom.tam.fits.Header;

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

  static {
    FitsLibrary.configure();
  }

  /** How the ORIGIN and TELESCOP cards of an image begin that no telescope took. */
  public static final String SIMULATED = "SIMULATED";

  /**
   * Magnitudes of a pixel value of one. Atlas images have 13 to 20.5, unWISE images 22.5, images in
   * jansky 2 of W4 to 6 of W1, in nanojansky 25 to 29.
   */
  private static final double LOWEST_ZERO_POINT = 1;

  private static final double HIGHEST_ZERO_POINT = 50;

  private static final Pattern OTHER_PRODUCT =
      Pattern.compile("(?i)-(unc|cov|std|msk)[-.]|-(invvar|n)-");

  /**
   * Reads the header of the first image in a FITS stream, plain or gzip.
   *
   * @param fileName the file's name without its folder, for what the header leaves out
   * @throws UnreadableImageException where it is no FITS image or a needed card is missing
   */
  public static TileHeader read(InputStream stream, String fileName)
      throws UnreadableImageException {
    try (Fits fits = new Fits(stream)) {
      Header header = Header.readHeader(fits.getStream());
      if (header.getIntValue("NAXIS", 0) == 0) {
        header = Header.readHeader(fits.getStream());
      }
      return of(header, fileName);
    } catch (UnreadableImageException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new UnreadableImageException("it is no FITS image (" + reason(e) + ")", e);
    }
  }

  /**
   * True where the name says that the file is no intensity image: uncertainty, coverage, mask and
   * weight maps lie beside the images in the archives.
   */
  public static boolean isOtherProduct(String fileName) {
    return OTHER_PRODUCT.matcher(fileName).find();
  }

  static TileHeader of(Header header, String fileName) throws UnreadableImageException {
    if (header.getIntValue("NAXIS", 0) != 2) {
      throw new UnreadableImageException("it has no two-dimensional image first");
    }
    TileHeader tile =
        new TileHeader(
            coaddId(header, fileName),
            band(header, fileName),
            header.getIntValue("NAXIS1"),
            header.getIntValue("NAXIS2"),
            zeroPoint(header, fileName),
            TileProjection.ofHeader(header),
            isSimulated(header));
    tile.requireOnSky();
    return tile;
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
  public Optional<Imagery> imagery() {
    return Imagery.ofPixel(projection.pixelScaleArcsec());
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
  float toReferenceZeroPoint() {
    return (float) Math.pow(10, 0.4 * (band.magnitudeZeroPoint() - magnitudeZeroPoint));
  }

  /** The largest magnitude that a pixel of the image can have, in the image's unit. */
  float largestPixel() {
    return PixelValue.LARGEST_DN / toReferenceZeroPoint();
  }

  static String reason(Exception e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.lines().findFirst().orElse("").trim();
  }

  private static boolean isSimulated(Header header) {
    return Stream.of("ORIGIN", "TELESCOP")
        .map(header::getStringValue)
        .anyMatch(card -> card != null && card.trim().startsWith(SIMULATED));
  }

  private static String coaddId(Header header, String fileName) {
    String card = header.getStringValue("COADDID");
    return card == null || card.isBlank() ? TileName.of(fileName).coaddId() : card.trim();
  }

  /** The MAGZP card; unWISE images without one are in nanomaggies too. */
  private static double zeroPoint(Header header, String fileName) throws UnreadableImageException {
    if (header.containsKey("MAGZP")) {
      double card = header.getDoubleValue("MAGZP", Double.NaN);
      if (!(card >= LOWEST_ZERO_POINT && card <= HIGHEST_ZERO_POINT)) {
        throw new UnreadableImageException(
            "its MAGZP is "
                + header.findCard("MAGZP").getValue()
                + "; a photometric zero point is a number from 1 to 50");
      }
      return card;
    }
    if (header.containsKey("UNW_VER") || TileName.isUnwise(fileName)) {
      return Imagery.NANOMAGGY_ZERO_POINT;
    }
    throw new UnreadableImageException("its header has no MAGZP card (photometric zero point)");
  }

  private static Band band(Header header, String fileName) throws UnreadableImageException {
    int card = header.getIntValue("BAND", 0);
    if (card >= 1 && card <= 4) {
      return Band.ofNumber(card);
    }
    Band band = TileName.of(fileName).band();
    if (band == null) {
      throw new UnreadableImageException("neither a BAND card nor its name says which band it is");
    }
    return band;
  }
}
