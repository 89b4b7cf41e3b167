package allsky.inference;

import allsky.network.NetworkShape;
import java.nio.FloatBuffer;

/**
 * A trained network ready to classify. Safe for use by several threads at once; opening one takes
 * seconds, so open one a process and device and close it at the end.
 */
public interface Classifier extends AutoCloseable {

  /** What the input and the output look like. */
  NetworkShape shape();

  /**
   * Classifies cutouts.
   *
   * @param cutouts the cutouts' pixels from the buffer's position on, {@code shape().inputSize()}
   *     floats each: bands, rows, columns; direct and in native byte order is fastest; the position
   *     stays as it is
   * @param count number of cutouts, 1 or more
   * @return logits of the first cutout, then of the next, in the order of {@code shape().classes()}
   * @throws IllegalArgumentException where the buffer holds fewer cutouts
   */
  float[] logits(FloatBuffer cutouts, int count);

  /**
   * Classifies cutouts and gives their embeddings too; asked for only where somebody needs them.
   *
   * @param cutouts as for {@link #logits}
   * @param count number of cutouts, 1 or more
   * @throws IllegalArgumentException where the buffer holds fewer cutouts
   */
  NetworkOutput output(FloatBuffer cutouts, int count);

  /** Frees the engine's memory; no thread may be classifying. */
  @Override
  void close();

  /** The part of a buffer that holds {@code count} cutouts, checked. */
  static FloatBuffer checkedInput(NetworkShape shape, FloatBuffer cutouts, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("Invalid number of cutouts (1 or more): " + count);
    }
    int floats = Math.multiplyExact(count, shape.inputSize());
    if (cutouts.remaining() < floats) {
      throw new IllegalArgumentException(
          "Invalid cutouts (%d floats for %d): %d floats"
              .formatted(floats, count, cutouts.remaining()));
    }
    return cutouts.slice(cutouts.position(), floats);
  }
}
