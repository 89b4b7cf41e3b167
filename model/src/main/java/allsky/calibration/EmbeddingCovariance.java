package allsky.calibration;

import java.util.Arrays;

/**
 * Means of the classes' embeddings and the scatter around them, gathered one by one (Welford 1962,
 * "Note on a method for calculating corrected sums of squares and products"): the memory depends on
 * the embedding's size, not on how many there are.
 */
public final class EmbeddingCovariance {

  private final int[] counts;
  private final double[][] means;
  private final double[][] products;
  private final double[] difference;

  /**
   * @param classes number of classes
   * @param size numbers of an embedding
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
   * @param label its class, 0 up to the number of classes
   * @param embeddings rows of embeddings
   * @param offset where in {@code embeddings} this one begins
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

  /** How many were added. */
  public int count() {
    return Arrays.stream(counts).sum();
  }

  /**
   * The means, class after class.
   *
   * @throws IllegalStateException where a class had no embedding
   */
  float[] means() {
    if (Arrays.stream(counts).anyMatch(count -> count == 0)) {
      throw new IllegalStateException(
          "Invalid scatter (embeddings of each class): " + Arrays.toString(counts));
    }
    int size = products.length;
    float[] flat = new float[means.length * size];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (float) means[i / size][i % size];
    }
    return flat;
  }

  /** Embeddings less the means that were taken of them. */
  int degreesOfFreedom() {
    return count() - counts.length;
  }

  /**
   * The covariance within the classes: the lower triangle, row by row.
   *
   * @throws IllegalStateException where no more embeddings than classes were added
   */
  double[][] covariance() {
    int degrees = degreesOfFreedom();
    if (degrees < 1) {
      throw new IllegalStateException(
          "Invalid scatter (more embeddings than classes): " + Arrays.toString(counts));
    }
    double[][] covariance = new double[products.length][];
    for (int i = 0; i < covariance.length; i++) {
      covariance[i] = Arrays.stream(products[i]).map(product -> product / degrees).toArray();
    }
    return covariance;
  }
}
