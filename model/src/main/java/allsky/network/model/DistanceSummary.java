package allsky.network.model;

import java.io.Serializable;

/**
 * What a model's description says of its distances from the training set.
 *
 * @param method how they are measured, in words
 * @param embeddingSize numbers of an embedding
 * @param trainingCutouts whose embeddings they are measured from
 * @param validationCutouts whose distances say what is far
 * @param sha256 SHA-256 of the file, in hexadecimal
 */
public record DistanceSummary(
    String method, int embeddingSize, int trainingCutouts, int validationCutouts, String sha256)
    implements Serializable {}
