package allsky.fits.wcs;

import allsky.sky.SkyPosition;
import java.io.Serializable;

/**
 * The cards of an image's world coordinate system that determine the positions of its pixels.
 *
 * @param kind the projection
 * @param crval1 right ascension at the reference pixel in degrees, 0 to 360
 * @param crval2 declination at the reference pixel in degrees
 * @param crpix1 the reference pixel along axis 1 in FITS's 1-based pixels
 * @param crpix2 the reference pixel along axis 2 in FITS's 1-based pixels
 * @param cd11 degrees of the plane's first axis a pixel along axis 1 (CD1_1)
 * @param cd12 degrees of the plane's first axis a pixel along axis 2 (CD1_2)
 * @param cd21 degrees of the plane's second axis a pixel along axis 1 (CD2_1)
 * @param cd22 degrees of the plane's second axis a pixel along axis 2 (CD2_2)
 */
public record WcsCards(
    Kind kind,
    double crval1,
    double crval2,
    double crpix1,
    double crpix2,
    double cd11,
    double cd12,
    double cd21,
    double cd22)
    implements Serializable {

  /** The projection from the unit sphere to the plane. */
  public enum Kind {
    /** Orthographic, Paper II section 5.1.5 with both PV at zero. */
    SIN,
    /** Gnomonic, Paper II section 5.1.3. */
    TAN
  }

  /** Adding zero makes a negative zero positive, so that records of equal cards are equal. */
  public WcsCards {
    SkyPosition reference = SkyPosition.ofDegrees(crval1, crval2);
    crval1 = reference.raDeg() + 0.0;
    crval2 = reference.decDeg() + 0.0;
    crpix1 += 0.0;
    crpix2 += 0.0;
    cd11 += 0.0;
    cd12 += 0.0;
    cd21 += 0.0;
    cd22 += 0.0;
  }
}
