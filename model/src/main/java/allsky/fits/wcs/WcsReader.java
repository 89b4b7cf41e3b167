package allsky.fits.wcs;

import allsky.fits.FitsCards;
import allsky.fits.UnreadableImageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the cards of a header's world coordinate system: SIN or TAN with CDELT and CROTA2, CDELT
 * and PC, or CD, in equatorial coordinates of J2000. It refuses cards that would move the pixels,
 * such as distortions, with a message that names the card. "Paper II" is Calabretta and Greisen
 * 2002, A&amp;A 395, 1077.
 */
final class WcsReader {

  /** Keywords of distortions: SIP (Shupe et al. 2005) and tables of corrections. */
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

  /** Parameters at values that have no effect: Paper II, section 2.5 and table 13. */
  private static final Map<String, Double> IDLE_PARAMETERS = Map.of("PV1_2", 90.0, "PV1_3", 180.0);

  private final FitsCards cards;

  private final WcsKeywords keywords;

  private WcsReader(FitsCards cards) throws UnreadableImageException {
    this.cards = cards;
    this.keywords = new WcsKeywords(cards);
  }

  /**
   * The cards of an image's header.
   *
   * @throws UnreadableImageException if a card is missing or has a value that allsky does not
   *     support
   */
  static WcsCards read(FitsCards cards) throws UnreadableImageException {
    return new WcsReader(cards).read();
  }

  private WcsCards read() throws UnreadableImageException {
    WcsCards.Kind kind = kind();
    double crval1 = keywords.number("CRVAL1");
    double crval2 = keywords.number("CRVAL2");
    if (Math.abs(crval2) > 90) {
      throw new UnreadableImageException(
          "its CRVAL is not a position on the sky: " + crval1 + ", " + crval2);
    }
    refuseOtherFrames();
    refuseDistortions();
    refuseParameters();
    refuseTurnedPole(crval2);
    double[] cd = new LinearPart(keywords).read();
    if (!(Math.abs(cd[0] * cd[3] - cd[1] * cd[2]) > 0)) {
      throw new UnreadableImageException("its pixel scale (CDELT or CD) is zero");
    }
    return new WcsCards(
        kind,
        crval1,
        crval2,
        keywords.number("CRPIX1"),
        keywords.number("CRPIX2"),
        cd[0],
        cd[1],
        cd[2],
        cd[3]);
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
        "its CTYPE1 is " + first + "; allsky supports only RA---SIN and RA---TAN");
  }

  private void requireText(String card, String wanted, String why) throws UnreadableImageException {
    String value = text(card);
    if (value.isEmpty()) {
      throw new UnreadableImageException("its header has no " + card + " card");
    }
    if (!value.equals(wanted)) {
      throw new UnreadableImageException(
          "its " + card + " is " + value + "; " + why + " allsky supports only " + wanted);
    }
  }

  /** Positions of B1950 differ from those of J2000 by more than half a degree. */
  private void refuseOtherFrames() throws UnreadableImageException {
    // FITS Standard 4.0, table 22: RADECSYS is an older name of RADESYS, and EPOCH of EQUINOX.
    for (String card : List.of("RADESYS", "RADECSYS")) {
      String frame = text(card);
      if (!List.of("", "ICRS", "FK5").contains(frame)) {
        throw new UnreadableImageException(
            "its " + card + " is " + frame + "; allsky supports only ICRS and FK5");
      }
    }
    // In unWISE images EPOCH has another meaning; EQUINOX has priority.
    String equinox = cards.has("EQUINOX") ? "EQUINOX" : "EPOCH";
    if (cards.has(equinox) && !isJ2000(text(equinox))) {
      throw new UnreadableImageException(
          "its " + equinox + " is " + text(equinox) + "; allsky supports only 2000");
    }
    for (String card : List.of("CUNIT1", "CUNIT2")) {
      String unit = text(card);
      if (!unit.isEmpty() && !unit.startsWith("DEG")) {
        throw new UnreadableImageException(
            "its " + card + " is " + unit + "; allsky supports only deg");
      }
    }
  }

  private static boolean isJ2000(String year) {
    return year.matches("J?2000(\\.0*)?") || year.matches("2\\.0*E\\+?0*3");
  }

  private void refuseDistortions() throws UnreadableImageException {
    for (String card : DISTORTIONS) {
      if (cards.has(card) && !text(card).equals("0")) {
        throw new UnreadableImageException(
            "its " + card + " card describes a distortion, which allsky does not support");
      }
    }
  }

  /**
   * SIN with PV2_1 or PV2_2 is a slant projection (Paper II, section 5.1.5). TAN with PV is a
   * polynomial. PROJP1 is an old name of PV2_1.
   */
  private void refuseParameters() throws UnreadableImageException {
    List<String> parameters = new ArrayList<>();
    keywords.names().stream()
        .filter(name -> name.matches("P[VS][12]_\\d+") && !name.equals("PV1_4"))
        .forEach(parameters::add);
    cards.keywords().stream().filter(name -> name.matches("PROJP\\d+")).forEach(parameters::add);
    for (String name : parameters) {
      String keyword = keywords.inHeader(name);
      double value = cards.number(keyword);
      if (value != 0 && value != IDLE_PARAMETERS.getOrDefault(name, 0.0)) {
        throw new UnreadableImageException(
            "its "
                + keyword
                + " is "
                + text(keyword)
                + "; allsky does not support projection parameters");
      }
    }
  }

  /**
   * The longitude of the native pole must be 180 deg. Without a card it is 0 at the celestial pole
   * (Paper II, section 2.2). LONGPOLE is a name from drafts. LATPOLE has no effect on zenithal
   * projections (section 2.4).
   */
  private void refuseTurnedPole(double crval2) throws UnreadableImageException {
    String card = cards.has("LONGPOLE") ? "LONGPOLE" : "LONPOLE";
    double pole = keywords.number(card, crval2 >= 90 ? 0 : 180);
    if (pole != 180) {
      throw new UnreadableImageException(
          "its " + card + " is " + pole + "; allsky supports only 180");
    }
  }

  /** The value of a card in upper case; empty if there is none. */
  private String text(String card) {
    return cards.text(card).toUpperCase(Locale.ROOT);
  }
}
