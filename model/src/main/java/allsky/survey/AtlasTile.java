package allsky.survey;

import allsky.sky.SkyPosition;
import java.io.Serializable;
import java.util.Locale;

/**
 * One tile of the AllWISE Atlas: four images, one for each band, on the same pixel grid.
 *
 * @param index index in {@link AtlasTiling#tiles()}, 0 to 18,239
 * @param coaddId the archive's name, such as {@code 0000m016_ac51}
 * @param raDeg right ascension of the centre in degrees
 * @param decDeg declination of the centre in degrees
 */
public record AtlasTile(int index, String coaddId, double raDeg, double decDeg)
    implements Serializable {

  /** The position of the reference pixel of the images. */
  public SkyPosition centre() {
    return SkyPosition.ofDegrees(raDeg, decDeg);
  }

  /**
   * The path of the image of a band in the archive, below its {@code p3am_cdd} folder: {@code
   * 00/0000/0000m016_ac51/0000m016_ac51-w1-int-3.fits}.
   */
  public String imagePath(Band band) {
    return String.format(
        Locale.ROOT,
        "%s/%s/%s/%s-%s-int-3.fits",
        coaddId.substring(0, 2),
        coaddId.substring(0, 4),
        coaddId,
        coaddId,
        band.columnName());
  }

  /**
   * The 64-bit key {@code cntr} of a source in the catalog: the digits of the tile's name, 1 for
   * north or 0 for south, {@code 01351} for AllWISE, and the running number.
   *
   * @param number the running number of the source in the tile, 1 to 999,999
   */
  public long cntr(int number) {
    long ra = Long.parseLong(coaddId.substring(0, 4));
    long north = coaddId.charAt(4) == 'p' ? 1 : 0;
    long dec = Long.parseLong(coaddId.substring(5, 8));
    return (((ra * 10 + north) * 1000 + dec) * 100_000 + 1351) * 1_000_000 + number;
  }

  /** The {@code source_id} of a source in the catalog: the coadd_id and the running number. */
  public String sourceId(int number) {
    return String.format(Locale.ROOT, "%s-%06d", coaddId, number);
  }
}
