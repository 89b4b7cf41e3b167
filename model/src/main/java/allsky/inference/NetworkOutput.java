package allsky.inference;

/**
 * The output of a network for some cutouts, one row for each cutout in their order.
 *
 * @param logits a number for each class
 * @param embeddings the input of the last layer: the embedding of each cutout, one after another
 */
public record NetworkOutput(float[] logits, float[] embeddings) {

  /** Length of one embedding, for a network with this number of classes. */
  public int embeddingSize(int classes) {
    return embeddings.length / (logits.length / classes);
  }
}
