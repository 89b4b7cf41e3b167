package allsky.survey;

import allsky.UserError;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The three classes of SDSS spectra, by SDSS's names. The order is that of the network's outputs.
 */
public enum SourceClass {
  STAR,
  GALAXY,
  QSO;

  /** Reads a class name as archives spell it: any case, blanks around it, QUASAR for QSO. */
  public static Optional<SourceClass> ofName(String name) {
    return switch (name.trim().toUpperCase(Locale.ROOT)) {
      case "STAR" -> Optional.of(STAR);
      case "GALAXY" -> Optional.of(GALAXY);
      case "QSO", "QUASAR" -> Optional.of(QSO);
      default -> Optional.empty();
    };
  }

  /**
   * The class of a value in a table that a job of allsky wrote.
   *
   * @param column the value's table and column, for the message
   * @throws UserError where it is another word
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

  /** Lower-case name as it stands in column names: star, galaxy, qso. */
  public String columnName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
