package allsky.training.data;

/** The cutouts of one step, in memory that is reused for later batches. */
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
