package allsky.inference;

import allsky.network.NetworkShape;
import java.nio.FloatBuffer;

/**
 * A trained network that is ready to classify cutouts. Thread-safe. Opening a classifier takes
 * seconds, so open one for each process and device, and close it at the end.
 */
public interface Classifier extends AutoCloseable {

  /** The shapes of the input and the output. */
  NetworkShape shape();

  /**
   * Classifies cutouts.
   *
   * @param cutouts the pixels of the cutouts from the buffer's position on, {@code
   *     shape().inputSize()} floats for each cutout, in the order bands, rows, columns. A direct
   *     buffer in native byte order is fastest. The call does not change the position
   * @param count number of cutouts, 1 or more
   * @return the logits of the first cutout, then of the second and so on, each in the order of
   *     {@code shape().classes()}
   * @throws IllegalArgumentException if the buffer has fewer cutouts
   */
  float[] logits(FloatBuffer cutouts, int count);

  /**
   * Classifies cutouts and also returns their embeddings; slower than {@link #logits}.
   *
   * @param cutouts as for {@link #logits}
   * @param count number of cutouts, 1 or more
   * @throws IllegalArgumentException if the buffer holds fewer cutouts
   */
  NetworkOutput output(FloatBuffer cutouts, int count);

  /** Frees the memory of the engine. No other thread may use the classifier at that time. */
  @Override
  void close();

  /** Checks a buffer and returns its part with {@code count} cutouts. */
  static FloatBuffer checkedInput(NetworkShape shape, FloatBuffer cutouts, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("Invalid number of cutouts (1 or more): " + count);
    }
    int floats = Math.multiplyExact(count, shape.inputSize());
    if (cutouts.remaining() < floats) {
      throw new IllegalArgumentException(
          "Invalid cutouts (%d floats for %d cutouts): %d floats"
              .formatted(floats, count, cutouts.remaining()));
    }
    return cutouts.slice(cutouts.position(), floats);
  }
}
