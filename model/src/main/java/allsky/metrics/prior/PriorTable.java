package allsky.metrics.prior;

import allsky.survey.SourceClass;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Class priors that depend on W1 and on the absolute Galactic latitude.
 *
 * @param cells no two of them overlap; they need not cover all sources
 */
public record PriorTable(List<PriorCell> cells) implements Serializable {

  /** The sources of the default table, as text for people; its file has the details. */
  public static final String SKY_SOURCE =
      "number counts by W1 (stars: Wainscoat et al. 1992; galaxies: Fazio et al. 2004; QSO: Stern et"
          + " al. 2012, Assef et al. 2013), stars scaled with Galactic latitude by allsky";

  private static final String SKY = "sky-priors.csv";

  public PriorTable {
    cells = List.copyOf(cells);
    if (cells.isEmpty()) {
      throw new IllegalArgumentException("Invalid table (at least one row): none");
    }
    for (int i = 0; i < cells.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (cells.get(i).overlaps(cells.get(j))) {
          throw new IllegalArgumentException(
              "Invalid table (no two rows overlap): rows %d and %d".formatted(j + 1, i + 1));
        }
      }
    }
  }

  /** The default table of the sky, {@value #SKY}. */
  public static PriorTable sky() {
    try (InputStream file = PriorTable.class.getResourceAsStream(SKY)) {
      return PriorTableCsv.parse(SKY, new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The index of the cell of a source; empty if no cell has it.
   *
   * @param w1 Vega mag; NaN if the source has none
   * @param absLatDeg |b|, 0 to 90 degrees
   */
  public OptionalInt cell(double w1, double absLatDeg) {
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i).contains(w1, absLatDeg)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * The table after removing all other classes from each cell, see {@link ClassPriors#among}. Cells
   * without any of the classes are left out.
   */
  public PriorTable among(Set<SourceClass> classes) {
    return new PriorTable(
        cells.stream()
            .flatMap(
                cell ->
                    cell.priors().among(classes).stream()
                        .map(
                            kept ->
                                new PriorCell(
                                    cell.minW1(),
                                    cell.maxW1(),
                                    cell.minLatDeg(),
                                    cell.maxLatDeg(),
                                    kept)))
            .toList());
  }
}
