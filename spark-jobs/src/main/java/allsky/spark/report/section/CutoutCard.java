package allsky.spark.report.section;

import allsky.spark.plot.canvas.Palette;
import allsky.spark.report.html.Csv;
import allsky.spark.report.html.Html;
import allsky.spark.report.run.GallerySample.Card;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A cutout with a scale bar, the directions of north and east, its position, and links to the
 * AllWISE catalog and to Aladin Lite.
 */
final class CutoutCard {

  /** Length of the scale bar. */
  private static final double BAR_ARCSEC = 10;

  /** Query by position of the catalog at IRSA, with its result as a page (Gator, outfmt=0). */
  private static final String CATALOG =
      "https://irsa.ipac.caltech.edu/cgi-bin/Gator/nph-query?catalog=allwise_p3as_psd"
          + "&spatial=cone&radius=10&radunits=arcsec&outfmt=0&objstr=";

  private static final String SKY =
      "https://aladin.cds.unistra.fr/AladinLite/?survey=CDS%2FP%2FallWISE%2Fcolor&fov=0.05"
          + "&target=";

  private CutoutCard() {}

  /**
   * The cutout.
   *
   * @param remark a further line, such as the spectroscopic class; may be empty
   */
  static Html of(Card card, String remark) {
    List<Html> lines = new ArrayList<>();
    lines.add(
        Html.element(
                "strong",
                String.format(Locale.ROOT, "%s %.3f", card.predicted(), card.confidence()))
            .with("style", "border-color:" + Palette.css(Palette.of(card.predicted()))));
    if (!remark.isEmpty()) {
      lines.add(Html.element("span", remark).styled("remark"));
    }
    lines.add(Html.element("span", card.source()).styled("source"));
    lines.add(Html.element("span", position(card)).styled("position"));
    lines.add(
        Html.element(
                "span",
                link("AllWISE", CATALOG + target(card)),
                Html.text(" "),
                link("Aladin", SKY + target(card)))
            .styled("links"));
    return Html.element(
        "figure",
        Html.element(
                "div",
                Section.image(card.picture(), seen(card)).styled("cutout"),
                scaleBar(card),
                compass())
            .styled("frame"),
        Html.element("figcaption", lines).with("title", "source " + card.source()));
  }

  /** The cards as numbers. */
  static void add(Csv csv, String group, List<Card> cards) {
    cards.forEach(
        card ->
            csv.row(
                group,
                card.source(),
                card.raDeg(),
                card.decDeg(),
                card.predicted(),
                card.confidence(),
                card.label()));
  }

  static Csv csv() {
    return Csv.withHead(
        "gallery", "source", "ra_deg", "dec_deg", "class", "confidence", "spectroscopic_class");
  }

  private static String seen(Card card) {
    return String.format(
        Locale.ROOT,
        "Cutout of source %s, %.0f arcsec wide, predicted %s with probability %.3f",
        card.source(),
        card.sizeArcsec(),
        card.predicted(),
        card.confidence());
  }

  private static Html scaleBar(Card card) {
    String width = String.format(Locale.ROOT, "%.1f%%", 100 * BAR_ARCSEC / card.sizeArcsec());
    return Html.element("span", String.format(Locale.ROOT, "%.0f″", BAR_ARCSEC))
        .styled("bar")
        .with("style", "width:" + width);
  }

  /** North is up and east is left in all cutouts. */
  private static Html compass() {
    return Html.element(
            "svg",
            Html.element("path").with("d", "M24 24V11M24 24H11"),
            Html.element("text", "N").with("x", "24").with("y", "8"),
            Html.element("text", "E").with("x", "5").with("y", "27"))
        .styled("compass")
        .with("viewBox", "0 0 30 30")
        .with("aria-hidden", "true");
  }

  private static Html link(String text, String address) {
    return Html.element("a", text)
        .with("href", address)
        .with("target", "_blank")
        .with("rel", "noopener noreferrer");
  }

  private static String position(Card card) {
    return String.format(Locale.ROOT, "%.5f %+.5f", card.raDeg(), card.decDeg());
  }

  /** The position as a part of an address. */
  private static String target(Card card) {
    return position(card).replace("+", "%2B").replace(" ", "%20");
  }
}
