package allsky.network.model;

import java.io.Serializable;

/**
 * The entry in a model's description about the distances from the training set.
 *
 * @param method the method of measurement, as text
 * @param embeddingSize length of an embedding
 * @param trainingCutouts number of training cutouts, from which the distances are measured
 * @param validationCutouts number of validation cutouts, whose distances give the threshold
 * @param sha256 SHA-256 of the file, in hexadecimal
 */
public record DistanceSummary(
    String method, int embeddingSize, int trainingCutouts, int validationCutouts, String sha256)
    implements Serializable {}
