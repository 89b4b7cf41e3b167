package allsky.spark.table.prediction;

import allsky.calibration.SourceClassification;
import allsky.metrics.prior.ClassPriors;
import java.util.Optional;

/**
 * The classification of a source with the class priors that it assumes.
 *
 * @param classification with the probabilities for {@code priors}
 * @param trained the class priors of the training, at the W1 of the source if {@code priors} are of
 *     a table; empty if the model does not state them
 * @param priors empty if they are those of the training, and the model does not state them
 * @param isOutsidePriors true if the table of class priors has no cell for the source
 * @param classSet see {@link allsky.calibration.ClassSets}; null if the model has no limits
 */
public record ClassifiedSource(
    SourceClassification classification,
    Optional<ClassPriors> trained,
    Optional<ClassPriors> priors,
    boolean isOutsidePriors,
    String classSet) {}
