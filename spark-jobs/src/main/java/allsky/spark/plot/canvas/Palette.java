package allsky.spark.plot.canvas;

import allsky.survey.SourceClass;
import java.awt.Color;
import java.util.Locale;

/**
 * The colours of the report. A class has the same colour in every picture.
 *
 * <p>The three colours differ by at least 38 units of CIE Lab for normal sight and for each of the
 * three forms of dichromacy (simulated after Machado et al. 2009), and by 3:1 in contrast from the
 * night background.
 */
public final class Palette {

  /** Background of light pictures and of the page. */
  public static final Color PAPER = Color.WHITE;

  /** Text and axes. */
  public static final Color INK = new Color(0x1c2333);

  /** Secondary text. */
  public static final Color MUTED = new Color(0x667085);

  /** Grid lines. */
  public static final Color GRID = new Color(0xe4e7ec);

  /** Background of the pictures of the sky. */
  public static final Color NIGHT = new Color(0x0d1426);

  /** Grid lines on the night background. */
  public static final Color NIGHT_GRID = new Color(0x2b3655);

  /** Text on the night background. */
  public static final Color NIGHT_INK = new Color(0xd7deee);

  /** The colour of things without a class, such as the network and the tiles. */
  public static final Color ACCENT = new Color(0x0f9d8c);

  /** A second colour of things without a class. */
  public static final Color SECOND = new Color(0x8a6fd1);

  private Palette() {}

  /** The colour of a class. */
  public static Color of(SourceClass sourceClass) {
    return switch (sourceClass) {
      case STAR -> new Color(0xe8a010);
      case GALAXY -> new Color(0x2f86d6);
      case QSO -> new Color(0xb5255f);
    };
  }

  /** The colour in CSS notation. */
  public static String css(Color colour) {
    return String.format(Locale.ROOT, "#%06x", colour.getRGB() & 0xffffff);
  }

  /** The colour with an opacity of 0 to 1. */
  public static Color faded(Color colour, double opacity) {
    return new Color(
        colour.getRed(), colour.getGreen(), colour.getBlue(), (int) Math.round(255 * opacity));
  }
}
