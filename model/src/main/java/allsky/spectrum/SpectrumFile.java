package allsky.spectrum;

import allsky.fits.FitsCards;
import allsky.fits.UnreadableImageException;
import allsky.survey.SourceClass;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * One spectrum of SDSS or BOSS with its class, as the archive's files {@code
 * spec-PLATE-MJD-FIBER.fits} have it, full or lite (SDSS data model, "spec").
 *
 * @param spectrum the co-added spectrum, from the first table with the columns flux, loglam and
 *     ivar
 * @param key plate, date and fibre; empty if a card is missing
 * @param sourceClass the pipeline's class, from the column CLASS of the next table; empty if there
 *     is none
 */
public record SpectrumFile(
    ObservedSpectrum spectrum, Optional<SpectrumKey> key, Optional<SourceClass> sourceClass) {

  /**
   * Reads a file from its beginning to the table with the class.
   *
   * @throws UnusableSpectrumException if it is no FITS file, is truncated, or has no such table
   * @throws IOException if the stream fails
   */
  public static SpectrumFile read(InputStream stream) throws IOException {
    try {
      FitsCards primary = FitsCards.primary(stream);
      FitsCards cards = primary;
      while (!SpectrumTable.isSpectrum(cards)) {
        skipData(cards, stream);
        cards = FitsCards.extension(stream).orElseThrow(SpectrumFile::otherLayout);
      }
      SpectrumTable table = new SpectrumTable(cards);
      ObservedSpectrum spectrum = table.spectrum(stream);
      return new SpectrumFile(spectrum, key(primary), sourceClass(cards, stream));
    } catch (UnreadableImageException e) {
      throw new UnusableSpectrumException(SpectrumStatus.UNREADABLE, e.getMessage(), e);
    } catch (RuntimeException e) {
      // The message of such an exception is about variables of the code and does not help a user.
      throw new UnusableSpectrumException(
          SpectrumStatus.UNREADABLE, "it cannot be read: its structure is damaged", e);
    }
  }

  private static UnusableSpectrumException otherLayout() {
    return new UnusableSpectrumException(
        SpectrumStatus.OTHER_LAYOUT,
        "it has no table with the columns flux, loglam and ivar; files of SDSS DR8 or later are"
            + " read");
  }

  private static void skipData(FitsCards cards, InputStream stream) throws IOException {
    skip(stream, cards.dataBytesInBlocks());
  }

  private static void skip(InputStream stream, long bytes) throws IOException {
    try {
      stream.skipNBytes(bytes);
    } catch (EOFException e) {
      throw new UnusableSpectrumException(
          SpectrumStatus.UNREADABLE, "it is truncated before its spectrum", e);
    }
  }

  private static Optional<SpectrumKey> key(FitsCards cards) {
    double plate = cards.number("PLATEID");
    double mjd = cards.number("MJD");
    double fiber = cards.number("FIBERID");
    return Double.isNaN(plate + mjd + fiber)
        ? Optional.empty()
        : Optional.of(new SpectrumKey((int) plate, (int) mjd, (int) fiber));
  }

  /** The class is not needed to classify, so a file without it is not refused. */
  private static Optional<SourceClass> sourceClass(FitsCards spectrum, InputStream stream) {
    try {
      skip(stream, spectrum.dataBytesInBlocks() - spectrum.dataBytes());
      Optional<FitsCards> next = FitsCards.extension(stream);
      return next.isEmpty()
          ? Optional.empty()
          : new SpectrumTable(next.get()).text("CLASS", stream).flatMap(SourceClass::ofName);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
