package allsky.fits;

import java.util.logging.Level;
import java.util.logging.Logger;
import nom.tam.fits.FitsFactory;
import nom.tam.fits.Header;
import nom.tam.fits.compression.algorithm.rice.RiceCompressor;

/** Configures nom-tam-fits: it reports faults of a file only by exceptions, not in its log. */
final class FitsLibrary {

  private static final Logger HEADER_LOG = Logger.getLogger(Header.class.getName());

  private static final Logger RICE_LOG = Logger.getLogger(RiceCompressor.class.getName());

  private FitsLibrary() {}

  static void configure() {
    // Real Atlas headers have a card with the keyword "-" (the file name of the coadd).
    FitsFactory.setAllowHeaderRepairs(true);
    Header.setParserWarningsEnabled(false);
    // It would log a stack trace for each truncated file.
    HEADER_LOG.setLevel(Level.OFF);
    // It would log a line for each damaged tile. allsky refuses such a tile with an exception.
    RICE_LOG.setLevel(Level.OFF);
  }
}
