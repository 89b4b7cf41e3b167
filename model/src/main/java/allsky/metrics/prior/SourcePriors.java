package allsky.metrics.prior;

import allsky.Sha256;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The class priors for which the probabilities of each source hold: those of the training, the same
 * others for all sources, or those of a table. A source that has no cell in the table keeps the
 * priors of the training; that is never hidden, see {@link #isOutside}.
 *
 * <p>With a table, the priors of the training are those at the W1 of the source, because those of
 * the table depend on W1 too. With the same priors for all sources, they are those of all training
 * sources: the method then assumes that the magnitudes of each class stay the same.
 */
public final class SourcePriors implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Null if the model does not state it. */
  private final TrainedPriors trained;

  /** Null without a table. */
  private final PriorTable table;

  /** Null unless all sources have the same priors, and these are not those of the training. */
  private final PriorShift same;

  private SourcePriors(TrainedPriors trained, PriorTable table, PriorShift same) {
    this.trained = trained;
    this.table = table;
    this.same = same;
  }

  /**
   * The priors of the training.
   *
   * @param trained empty if the model does not state them
   */
  public static SourcePriors ofTraining(Optional<TrainedPriors> trained) {
    return new SourcePriors(trained.orElse(null), null, null);
  }

  /**
   * The same priors for all sources.
   *
   * @throws IllegalArgumentException see {@link PriorShift}
   */
  public static SourcePriors of(TrainedPriors trained, ClassPriors wanted) {
    return new SourcePriors(trained, null, new PriorShift(trained.all(), wanted));
  }

  /**
   * Priors by W1 and latitude.
   *
   * @throws IllegalArgumentException see {@link PriorShift}
   */
  public static SourcePriors of(TrainedPriors trained, PriorTable table) {
    table.cells().forEach(cell -> new PriorShift(trained.all(), cell.priors()));
    return new SourcePriors(trained, table, null);
  }

  /** True if the priors depend on the source. */
  public boolean isTable() {
    return table != null;
  }

  /** SHA-256 of the table, in hexadecimal; empty without a table. */
  public Optional<String> digest() {
    return Optional.ofNullable(table)
        .map(each -> each.cells().toString().getBytes(StandardCharsets.UTF_8))
        .map(Sha256::hex);
  }

  /**
   * The shift from the priors of the training; empty if the source keeps them.
   *
   * @param w1 Vega mag, NaN if the source has none; ignored without a table
   * @param absLatDeg |b|, 0 to 90 degrees; ignored without a table
   */
  public Optional<PriorShift> shift(double w1, double absLatDeg) {
    if (table == null) {
      return Optional.ofNullable(same);
    }
    OptionalInt cell = table.cell(w1, absLatDeg);
    return cell.isPresent()
        ? Optional.of(new PriorShift(trained.at(w1), table.cells().get(cell.getAsInt()).priors()))
        : Optional.empty();
  }

  /** True if there is a table, and it has no cell for a source with this shift. */
  public boolean isOutside(Optional<PriorShift> shift) {
    return table != null && shift.isEmpty();
  }

  /** The priors before a shift; empty if they are not known. */
  public Optional<ClassPriors> before(Optional<PriorShift> shift) {
    return shift.isPresent()
        ? shift.map(PriorShift::trained)
        : Optional.ofNullable(trained).map(TrainedPriors::all);
  }

  /** The priors after a shift; empty if they are those of the training and not known. */
  public Optional<ClassPriors> after(Optional<PriorShift> shift) {
    return shift.isPresent() ? shift.map(PriorShift::wanted) : before(shift);
  }
}
