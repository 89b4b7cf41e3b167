package allsky.survey;

import allsky.UserError;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The three classes of SDSS spectra, with SDSS's names. They are in the order of the network's
 * outputs.
 */
public enum SourceClass {
  STAR,
  GALAXY,
  QSO;

  /**
   * Parses a class name from an archive: in any case, with blanks around it, and QUASAR for QSO.
   */
  public static Optional<SourceClass> ofName(String name) {
    return switch (name.trim().toUpperCase(Locale.ROOT)) {
      case "STAR" -> Optional.of(STAR);
      case "GALAXY" -> Optional.of(GALAXY);
      case "QSO", "QUASAR" -> Optional.of(QSO);
      default -> Optional.empty();
    };
  }

  /**
   * The class of a value in a table of allsky.
   *
   * @param column table and column of the value, for the message
   * @throws UserError if it is not a class name
   */
  public static SourceClass inTable(String name, String column) {
    return Arrays.stream(values())
        .filter(sourceClass -> sourceClass.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "Cannot read "
                        + column
                        + ": it has the class "
                        + name
                        + ", which is none of STAR, GALAXY and QSO; make the table again"));
  }

  /** The lower-case name in column names: star, galaxy, qso. */
  public String columnName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
