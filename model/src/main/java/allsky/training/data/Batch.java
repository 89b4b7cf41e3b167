package allsky.training.data;

/** The cutouts of one step, in memory that is reused for later batches. */
public final class Batch {

  private final float[] pixels;
  private final float[] teacherPixels;
  private final int[] labels;
  private int size;

  /** A batch for a network without a teacher. */
  public Batch(int capacity, int inputSize) {
    this(capacity, inputSize, 0);
  }

  /**
   * @param capacity the maximum number of cutouts
   * @param inputSize floats of one input of the network
   * @param teacherInputSize floats of one input of the teacher; 0 without a teacher
   */
  public Batch(int capacity, int inputSize, int teacherInputSize) {
    this.pixels = new float[capacity * inputSize];
    this.teacherPixels = new float[capacity * teacherInputSize];
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

  /** The same cutouts as the teacher gets them. */
  public float[] teacherPixels() {
    return teacherPixels;
  }

  public int[] labels() {
    return labels;
  }
}
