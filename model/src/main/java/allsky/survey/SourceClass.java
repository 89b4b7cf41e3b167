package allsky.survey;

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

  /** Lower-case name as it stands in column names: star, galaxy, qso. */
  public String columnName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
