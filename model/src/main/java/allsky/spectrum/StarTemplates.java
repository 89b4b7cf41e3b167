package allsky.spectrum;

import allsky.fits.FitsCards;
import allsky.fits.UnreadableImageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Spectra of stars without noise, from a file of the SDSS pipeline such as {@code
 * spEigenStar-55734.fits}: an image with one spectrum a row, the wavelengths by COEFF0 and COEFF1,
 * and the names by NAME0, NAME1 and so on (SDSS data model, "spEigenStar").
 *
 * @param grid wavelengths of all templates
 * @param templates the spectra in the order of the file
 */
public record StarTemplates(LogGrid grid, List<Template> templates) implements Serializable {

  /**
   * One spectrum.
   *
   * @param name spectral type and star, such as "M2III (169305)"
   * @param flux flux per wavelength in any unit; pixels outside of the measured range are 0
   */
  public record Template(String name, float[] flux) implements Serializable {}

  private static final int FLOAT = -32;
  private static final long MAX_PIXELS = 100_000;
  private static final long MAX_TEMPLATES = 10_000;

  public StarTemplates {
    templates = List.copyOf(templates);
  }

  /**
   * Reads a file.
   *
   * @throws UnusableSpectrumException if it is another kind of file, or truncated
   * @throws IOException if the stream fails
   */
  public static StarTemplates read(InputStream stream) throws IOException {
    try {
      FitsCards cards = FitsCards.primary(stream);
      requireLayout(cards);
      LogGrid grid =
          new LogGrid(cards.number("COEFF0"), cards.number("COEFF1"), (int) cards.size("NAXIS1"));
      List<Template> templates = new ArrayList<>();
      for (int i = 0; i < cards.size("NAXIS2"); i++) {
        templates.add(new Template(cards.text("NAME" + i), row(stream, grid.pixels())));
      }
      return new StarTemplates(grid, templates);
    } catch (UnreadableImageException e) {
      throw new UnusableSpectrumException(SpectrumStatus.UNREADABLE, e.getMessage(), e);
    }
  }

  private static void requireLayout(FitsCards cards) throws IOException {
    boolean isLayout =
        cards.integer("NAXIS") == 2
            && cards.bitpix() == FLOAT
            && cards.number("COEFF0") > 0
            && cards.number("COEFF1") > 0
            && cards.size("NAXIS1") > 0
            && cards.size("NAXIS1") <= MAX_PIXELS
            && cards.size("NAXIS2") <= MAX_TEMPLATES
            && cards.has("NAME0");
    if (!isLayout) {
      throw new UnusableSpectrumException(
          SpectrumStatus.OTHER_LAYOUT,
          "it is no spEigenStar file (a float image with COEFF0, COEFF1 and NAME0)");
    }
  }

  private static float[] row(InputStream stream, int pixels) throws IOException {
    byte[] bytes = stream.readNBytes(Float.BYTES * pixels);
    if (bytes.length < Float.BYTES * pixels) {
      throw new UnusableSpectrumException(SpectrumStatus.UNREADABLE, "it is truncated");
    }
    float[] flux = new float[pixels];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(flux);
    return flux;
  }
}
