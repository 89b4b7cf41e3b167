import allsky.survey.AtlasTile;
import allsky.survey.AtlasTiling;
import java.util.Locale;

/**
 * Prints the Atlas's tiles, a line of JSON each: name, right ascension and declination of the
 * centre in degrees.
 */
public final class AtlasTiles {

  private AtlasTiles() {}

  /** Prints a line a tile. */
  public static void main(String[] arguments) {
    StringBuilder lines = new StringBuilder();
    for (AtlasTile tile : AtlasTiling.tiles()) {
      String line = "{\"coadd_id\": \"%s\", \"ra\": %.6f, \"dec\": %.6f}%n";
      lines.append(String.format(Locale.ROOT, line, tile.coaddId(), tile.raDeg(), tile.decDeg()));
    }
    System.out.print(lines);
  }
}
