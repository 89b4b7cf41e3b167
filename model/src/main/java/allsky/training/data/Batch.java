package allsky.training.data;

/** One step's cutouts, in memory that is used again for a later batch. */
public final class Batch {

  private final float[] pixels;
  private final int[] labels;
  private int size;

  public Batch(int capacity, int inputSize) {
    this.pixels = new float[capacity * inputSize];
    this.labels = new int[capacity];
  }

  public void resize(int newSize) {
    size = newSize;
  }

  public int size() {
    return size;
  }

  public float[] pixels() {
    return pixels;
  }

  public int[] labels() {
    return labels;
  }
}
