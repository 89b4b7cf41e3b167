package allsky.metrics.prior;

import allsky.network.model.TrainedModel;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The class priors for which the probabilities of each source hold: those of the training, the same
 * others for all sources, or those of a table. A source that has no cell in the table keeps the
 * priors of the training; that is never hidden, see {@link #isOutside}.
 */
public final class SourcePriors implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Null if the model does not state it. */
  private final ClassPriors trained;

  /** Null without a table. */
  private final PriorTable table;

  /**
   * One for each cell; one for all sources without a table; none for the priors of the training.
   */
  private final List<PriorShift> shifts;

  private SourcePriors(ClassPriors trained, PriorTable table, List<PriorShift> shifts) {
    this.trained = trained;
    this.table = table;
    this.shifts = shifts;
  }

  /**
   * The priors of the training.
   *
   * @param trained empty if the model does not state them
   */
  public static SourcePriors ofTraining(Optional<ClassPriors> trained) {
    return new SourcePriors(trained.orElse(null), null, List.of());
  }

  /**
   * The same priors for all sources.
   *
   * @throws IllegalArgumentException see {@link PriorShift}
   */
  public static SourcePriors of(ClassPriors trained, ClassPriors wanted) {
    return new SourcePriors(trained, null, List.of(new PriorShift(trained, wanted)));
  }

  /**
   * Priors by W1 and latitude.
   *
   * @throws IllegalArgumentException see {@link PriorShift}
   */
  public static SourcePriors of(ClassPriors trained, PriorTable table) {
    List<PriorShift> shifts =
        table.cells().stream().map(cell -> new PriorShift(trained, cell.priors())).toList();
    return new SourcePriors(trained, table, shifts);
  }

  /** True if the priors depend on the source. */
  public boolean isTable() {
    return table != null;
  }

  /** SHA-256 of the table, in hexadecimal; empty without a table. */
  public Optional<String> digest() {
    return Optional.ofNullable(table)
        .map(each -> each.cells().toString().getBytes(StandardCharsets.UTF_8))
        .map(TrainedModel::sha256);
  }

  /**
   * The shift from the priors of the training; empty if the source keeps them.
   *
   * @param w1 Vega mag, NaN if the source has none; ignored without a table
   * @param absLatDeg |b|, 0 to 90 degrees; ignored without a table
   */
  public Optional<PriorShift> shift(double w1, double absLatDeg) {
    if (shifts.isEmpty()) {
      return Optional.empty();
    }
    if (table == null) {
      return Optional.of(shifts.get(0));
    }
    OptionalInt cell = table.cell(w1, absLatDeg);
    return cell.isPresent() ? Optional.of(shifts.get(cell.getAsInt())) : Optional.empty();
  }

  /** True if there is a table, and it has no cell for a source with this shift. */
  public boolean isOutside(Optional<PriorShift> shift) {
    return table != null && shift.isEmpty();
  }

  /** The priors after a shift; empty if they are those of the training and not known. */
  public Optional<ClassPriors> after(Optional<PriorShift> shift) {
    return shift.isPresent() ? shift.map(PriorShift::wanted) : Optional.ofNullable(trained);
  }
}
