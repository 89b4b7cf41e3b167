package allsky.simulation;

import allsky.fits.header.TileHeader;
import allsky.survey.AtlasTile;
import allsky.survey.AtlasTiling;
import allsky.survey.Band;
import java.io.IOException;
import java.io.OutputStream;
import nom.tam.fits.BasicHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.fits.Header;
import nom.tam.util.FitsOutputStream;

/**
 * Writes the FITS file of one band of a simulated tile, with the cards of AllWISE's Atlas images
 * (Explanatory Supplement to AllWISE, section IV.1.b): SIN with CDELT and CROTA2, EQUINOX and no
 * RADESYS. ORIGIN, TELESCOP and a comment contain SIMULATED.
 */
public final class SimulatedImageWriter {

  private static final double WHOLE_TILE_DEG = AtlasTiling.TILE_PIXELS * 1.375 / 3600;

  private SimulatedImageWriter() {}

  /**
   * Renders a band and writes its file. It does not close the stream.
   *
   * @throws IOException if the stream fails
   */
  public static void write(SimulatedTile tile, Band band, OutputStream stream) throws IOException {
    try (Fits fits = new Fits()) {
      float[][] pixels = tile.image(band);
      BasicHDU<?> image = Fits.makeHDU(pixels);
      addCards(image.getHeader(), tile, band);
      fits.addHDU(image);
      FitsOutputStream out = new FitsOutputStream(stream, 1 << 16);
      fits.write(out);
      out.flush();
    } catch (FitsException e) {
      throw new IOException("Cannot write the FITS image of " + tile.tile().coaddId(), e);
    }
  }

  private static void addCards(Header header, SimulatedTile simulated, Band band)
      throws FitsException {
    AtlasTile tile = simulated.tile();
    // nom-tam-fits writes the current time here, but the files of equal skies must be equal.
    header.findCard("SIMPLE").setComment("conforms to FITS standard");
    double centralPixel = (simulated.pixels() + 1) / 2.0;
    header.addValue("BUNIT", "DN", "image pixel units");
    header.addValue("CRVAL1", tile.raDeg(), "RA at CRPIX1,CRPIX2, J2000.0 (deg)");
    header.addValue("CRVAL2", tile.decDeg(), "Dec at CRPIX1,CRPIX2, J2000.0 (deg)");
    header.addValue("EQUINOX", 2000.0, "Equinox of WCS, (year)");
    header.addValue("CTYPE1", "RA---SIN", "Projection type for axis 1");
    header.addValue("CTYPE2", "DEC--SIN", "Projection type for axis 2");
    header.addValue("CRPIX1", centralPixel, "Axis 1 reference pixel at CRVAL1,CRVAL2");
    header.addValue("CRPIX2", centralPixel, "Axis 2 reference pixel at CRVAL1,CRVAL2");
    header.addValue("CDELT1", -AtlasTiling.PIXEL_SCALE_DEG, "Axis 1 scale (deg/pix)");
    header.addValue("CDELT2", AtlasTiling.PIXEL_SCALE_DEG, "Axis 2 scale (deg/pix)");
    header.addValue("CROTA2", 0.0, "Image twist: +axis2 W of N, J2000.0 (deg)");
    header.addValue("FILETYPE", "intensity image", "product description");
    header.addValue("ORIGIN", TileHeader.SIMULATED + " by allsky", "origin of image data");
    header.addValue("TELESCOP", TileHeader.SIMULATED, "not taken by a telescope");
    header.addValue("BAND", band.number(), "wavelength band number");
    header.addValue("WAVELEN", band.wavelengthMicron(), "[microns] wavelength of band");
    header.addValue("COADDID", tile.coaddId(), "atlas-image identifier");
    header.addValue("MAGZP", band.magnitudeZeroPoint(), "[mag] relative photometric zero point");
    header.addValue("MAGZPUNC", zeroPointError(band), "[mag] 1-sigma uncertainty in zero point");
    double sideDeg = WHOLE_TILE_DEG * simulated.pixels() / AtlasTiling.TILE_PIXELS;
    header.addValue("SIZEX", sideDeg, "[deg] linear dimension along axis 1");
    header.addValue("SIZEY", sideDeg, "[deg] linear dimension along axis 2");
    header.addValue("PXSCAL1", 1.375, "[asec/pix] scale at CRPIX1,CRPIX2 for axis1");
    header.addValue("PXSCAL2", 1.375, "[asec/pix] scale at CRPIX1,CRPIX2 for axis2");
    header.addValue("MEDCOV", simulated.coverage(band), "[pixels] median depth-of-coverage");
    header.addValue("ROBSIG", simulated.pixelSigmaDn(band), "[DN] spatial sigma of the noise");
    header.insertComment("SIMULATED image: made by allsky simulate-sky, not by WISE");
  }

  /** MAGZPUNC of the AllWISE Atlas images. */
  private static double zeroPointError(Band band) {
    return switch (band) {
      case W1 -> 0.006;
      case W2 -> 0.007;
      case W3, W4 -> 0.012;
    };
  }
}
