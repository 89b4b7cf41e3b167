package allsky.image;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import nom.tam.fits.Header;
import nom.tam.fits.HeaderCard;
import nom.tam.util.Cursor;

/**
 * Reads the cards of a header's world coordinate system: SIN or TAN with CDELT and CROTA2, CDELT
 * and PC, or CD, in equatorial coordinates of J2000. What would put its pixels elsewhere is refused
 * by the name of its card. "Paper II" is Calabretta and Greisen 2002, A&amp;A 395, 1077.
 */
final class WcsReader {

  /** Distortions: SIP (Shupe et al. 2005) and tables of corrections. */
  private static final List<String> DISTORTIONS =
      List.of(
          "A_ORDER",
          "B_ORDER",
          "AP_ORDER",
          "BP_ORDER",
          "CPDIS1",
          "CPDIS2",
          "CQDIS1",
          "CQDIS2",
          "D2IMDIS1",
          "D2IMDIS2");

  /** Parameters whose values do nothing: Paper II, section 2.5 and table 13. */
  private static final Map<String, Double> IDLE_PARAMETERS = Map.of("PV1_2", 90.0, "PV1_3", 180.0);

  private final Header header;

  private WcsReader(Header header) {
    this.header = header;
  }

  /**
   * The cards of an image's header.
   *
   * @throws UnreadableImageException where a card is missing or says what is not read
   */
  static WcsCards read(Header header) throws UnreadableImageException {
    return new WcsReader(header).cards();
  }

  private WcsCards cards() throws UnreadableImageException {
    WcsCards.Kind kind = kind();
    double crval1 = number("CRVAL1");
    double crval2 = number("CRVAL2");
    if (Math.abs(crval2) > 90) {
      throw new UnreadableImageException("its CRVAL is no position: " + crval1 + ", " + crval2);
    }
    refuseOtherFrames();
    refuseDistortions();
    refuseParameters();
    refuseTurnedPole(crval2);
    double[] cd = linearPart();
    if (!(Math.abs(cd[0] * cd[3] - cd[1] * cd[2]) > 0)) {
      throw new UnreadableImageException("its pixel scale (CDELT or CD) is zero");
    }
    return new WcsCards(
        kind, crval1, crval2, number("CRPIX1"), number("CRPIX2"), cd[0], cd[1], cd[2], cd[3]);
  }

  private WcsCards.Kind kind() throws UnreadableImageException {
    String first = text("CTYPE1");
    if (first.isEmpty()) {
      throw new UnreadableImageException("its header has no WCS (no CTYPE1 card)");
    }
    for (WcsCards.Kind kind : WcsCards.Kind.values()) {
      if (first.equals("RA---" + kind)) {
        requireText("CTYPE2", "DEC--" + kind, "with CTYPE1 " + first);
        return kind;
      }
    }
    throw new UnreadableImageException(
        "its CTYPE1 is " + first + "; only RA---SIN and RA---TAN are read");
  }

  private void requireText(String card, String wanted, String why) throws UnreadableImageException {
    String value = text(card);
    if (value.isEmpty()) {
      throw new UnreadableImageException("its header has no " + card + " card");
    }
    if (!value.equals(wanted)) {
      throw new UnreadableImageException(
          "its " + card + " is " + value + "; " + why + " only " + wanted + " is read");
    }
  }

  /** Positions of B1950 differ from those of J2000 by more than half a degree. */
  private void refuseOtherFrames() throws UnreadableImageException {
    String frame = text("RADESYS");
    if (!List.of("", "ICRS", "FK5").contains(frame)) {
      throw new UnreadableImageException(
          "its RADESYS is " + frame + "; only ICRS and FK5 are read");
    }
    if (header.getDoubleValue("EQUINOX", 2000) != 2000) {
      throw new UnreadableImageException(
          "its EQUINOX is " + header.getDoubleValue("EQUINOX") + "; only 2000 is read");
    }
    for (String card : List.of("CUNIT1", "CUNIT2")) {
      String unit = text(card);
      if (!unit.isEmpty() && !unit.startsWith("DEG")) {
        throw new UnreadableImageException("its " + card + " is " + unit + "; only deg is read");
      }
    }
  }

  private void refuseDistortions() throws UnreadableImageException {
    for (String card : DISTORTIONS) {
      if (header.containsKey(card) && !text(card).equals("0")) {
        throw new UnreadableImageException(
            "its " + card + " card is of a distortion; none is read");
      }
    }
  }

  /** SIN with PV2_1 or PV2_2 is slant (Paper II, section 5.1.5); TAN with PV is a polynomial. */
  private void refuseParameters() throws UnreadableImageException {
    for (Cursor<String, HeaderCard> cards = header.iterator(); cards.hasNext(); ) {
      HeaderCard card = cards.next();
      String name = card.getKey();
      if (name.matches("PV[12]_\\d+") && !name.equals("PV1_4")) {
        double value = card.getValue(Double.class, Double.NaN);
        if (value != 0 && value != IDLE_PARAMETERS.getOrDefault(name, 0.0)) {
          throw new UnreadableImageException(
              "its " + name + " is " + value + "; no parameter of a projection is read");
        }
      }
    }
  }

  /**
   * The native pole's longitude is 180 deg; where no card says so it is 0 at the celestial pole
   * (Paper II, section 2.2). LATPOLE does nothing to a zenithal projection (section 2.4).
   */
  private void refuseTurnedPole(double crval2) throws UnreadableImageException {
    double pole = header.getDoubleValue("LONPOLE", crval2 >= 90 ? 0 : 180);
    if (pole != 180) {
      throw new UnreadableImageException("its LONPOLE is " + pole + "; only 180 is read");
    }
  }

  private double[] linearPart() throws UnreadableImageException {
    if (hasMatrix("CD")) {
      return new double[] {
        entry("CD1_1", 0), entry("CD1_2", 0), entry("CD2_1", 0), entry("CD2_2", 0)
      };
    }
    double cdelt1 = number("CDELT1");
    double cdelt2 = number("CDELT2");
    if (hasMatrix("PC")) {
      return new double[] {
        cdelt1 * entry("PC1_1", 1),
        cdelt1 * entry("PC1_2", 0),
        cdelt2 * entry("PC2_1", 0),
        cdelt2 * entry("PC2_2", 1)
      };
    }
    // Paper II, section 6.1: the old CROTA2 as a matrix.
    double rotation = Math.toRadians(entry("CROTA2", 0));
    double cos = Math.cos(rotation);
    double sin = Math.sin(rotation);
    return new double[] {cdelt1 * cos, -cdelt2 * sin, cdelt1 * sin, cdelt2 * cos};
  }

  private boolean hasMatrix(String name) {
    return List.of("1_1", "1_2", "2_1", "2_2").stream()
        .anyMatch(entry -> header.containsKey(name + entry));
  }

  private double entry(String card, double absent) throws UnreadableImageException {
    return header.containsKey(card) ? number(card) : absent;
  }

  private double number(String card) throws UnreadableImageException {
    if (!header.containsKey(card)) {
      throw new UnreadableImageException("its header has no " + card + " card");
    }
    double value = header.getDoubleValue(card, Double.NaN);
    if (!Double.isFinite(value)) {
      throw new UnreadableImageException("its " + card + " card is no number");
    }
    return value;
  }

  /** A card's value in upper case without blanks around it; empty where there is none. */
  private String text(String card) {
    HeaderCard found = header.findCard(card);
    String value = found == null ? null : found.getValue();
    return value == null ? "" : value.trim().toUpperCase(Locale.ROOT);
  }
}
