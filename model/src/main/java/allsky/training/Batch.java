package allsky.training;

/** One step's cutouts, in memory that is used again for a later batch. */
final class Batch {

  private final float[] pixels;
  private final int[] labels;
  private int size;

  Batch(int capacity, int inputSize) {
    this.pixels = new float[capacity * inputSize];
    this.labels = new int[capacity];
  }

  void resize(int newSize) {
    size = newSize;
  }

  int size() {
    return size;
  }

  float[] pixels() {
    return pixels;
  }

  int[] labels() {
    return labels;
  }
}
