package allsky.calibration;

import java.util.Arrays;

/**
 * The mean embedding of each class and the covariance around the means, updated one embedding at a
 * time (Welford 1962, "Note on a method for calculating corrected sums of squares and products").
 * The memory depends on the size of an embedding, not on their number.
 */
public final class EmbeddingCovariance {

  private final int[] counts;
  private final double[][] means;
  private final double[][] products;
  private final double[] difference;

  /**
   * @param classes number of classes
   * @param size length of an embedding
   */
  public EmbeddingCovariance(int classes, int size) {
    this.counts = new int[classes];
    this.means = new double[classes][size];
    this.products = new double[size][];
    for (int i = 0; i < size; i++) {
      products[i] = new double[i + 1];
    }
    this.difference = new double[size];
  }

  /**
   * Adds an embedding.
   *
   * @param label index of its class, 0 to classes - 1
   * @param embeddings rows of embeddings
   * @param offset index in {@code embeddings} of its first number
   */
  public void add(int label, float[] embeddings, int offset) {
    int count = ++counts[label];
    double[] mean = means[label];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = embeddings[offset + i] - mean[i];
      mean[i] += difference[i] / count;
    }
    double share = (count - 1.0) / count;
    for (int i = 0; i < products.length; i++) {
      double[] row = products[i];
      double factor = share * difference[i];
      for (int j = 0; j < row.length; j++) {
        row[j] += factor * difference[j];
      }
    }
  }

  /** Number of embeddings added so far. */
  public int count() {
    return Arrays.stream(counts).sum();
  }

  /**
   * The mean embeddings, one class after another.
   *
   * @throws IllegalStateException if a class has no embedding
   */
  float[] means() {
    if (Arrays.stream(counts).anyMatch(count -> count == 0)) {
      throw new IllegalStateException(
          "Invalid embeddings (1 or more of each class): " + Arrays.toString(counts));
    }
    int size = products.length;
    float[] flat = new float[means.length * size];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (float) means[i / size][i % size];
    }
    return flat;
  }

  /** The degrees of freedom: embeddings minus class means. */
  int degreesOfFreedom() {
    return count() - counts.length;
  }

  /**
   * The covariance within the classes as a lower triangle, row by row.
   *
   * @throws IllegalStateException if there are not more embeddings than classes
   */
  double[][] covariance() {
    int degrees = degreesOfFreedom();
    if (degrees < 1) {
      throw new IllegalStateException(
          "Invalid embeddings (more of them than classes): " + Arrays.toString(counts));
    }
    double[][] covariance = new double[products.length][];
    for (int i = 0; i < covariance.length; i++) {
      covariance[i] = Arrays.stream(products[i]).map(product -> product / degrees).toArray();
    }
    return covariance;
  }
}
