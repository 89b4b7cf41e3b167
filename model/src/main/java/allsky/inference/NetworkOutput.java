package allsky.inference;

/**
 * What a network gives for some cutouts, row after row in the cutouts' order.
 *
 * @param logits a number for each class
 * @param embeddings what the last layer takes, {@link allsky.network.IicNet#EMBEDDING_SIZE} numbers
 *     of 0 and more
 */
public record NetworkOutput(float[] logits, float[] embeddings) {}
