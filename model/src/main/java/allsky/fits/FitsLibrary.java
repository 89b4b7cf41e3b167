package allsky.fits;

import java.util.logging.Level;
import java.util.logging.Logger;
import nom.tam.fits.FitsFactory;
import nom.tam.fits.Header;
import nom.tam.fits.compression.algorithm.rice.RiceCompressor;

/** How nom-tam-fits is told to read; what is wrong with a file is said by its exceptions alone. */
final class FitsLibrary {

  private static final Logger HEADER_LOG = Logger.getLogger(Header.class.getName());

  private static final Logger RICE_LOG = Logger.getLogger(RiceCompressor.class.getName());

  private FitsLibrary() {}

  static void configure() {
    // Real Atlas headers hold a card whose keyword is "-" (the coadd's file name).
    FitsFactory.setAllowHeaderRepairs(true);
    Header.setParserWarningsEnabled(false);
    // It would print the stack of each file that is cut short.
    HEADER_LOG.setLevel(Level.OFF);
    // It would print a line for each damaged tile, which is refused.
    RICE_LOG.setLevel(Level.OFF);
  }
}
