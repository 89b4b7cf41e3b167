package allsky.spark.table.prediction;

import allsky.calibration.SourceClassification;
import allsky.metrics.prior.ClassPriors;
import java.util.Optional;

/**
 * The classification of a source with the class priors that it assumes.
 *
 * @param classification with the probabilities for {@code priors}
 * @param priors empty if the model does not state the class priors of the training, for which the
 *     probabilities then hold
 * @param isOutsidePriors true if the table of class priors has no cell for the source
 * @param classSet see {@link allsky.calibration.ClassSets}; null if the model has no limits
 */
public record ClassifiedSource(
    SourceClassification classification,
    Optional<ClassPriors> priors,
    boolean isOutsidePriors,
    String classSet) {}
