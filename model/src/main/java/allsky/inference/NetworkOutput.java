package allsky.inference;

/**
 * What a network gives for some cutouts, row after row in the cutouts' order.
 *
 * @param logits a number for each class
 * @param embeddings what the last layer takes, a number for each of the network's embedding size
 */
public record NetworkOutput(float[] logits, float[] embeddings) {

  /** Numbers of one embedding, for a network with so many classes. */
  public int embeddingSize(int classes) {
    return embeddings.length / (logits.length / classes);
  }
}
