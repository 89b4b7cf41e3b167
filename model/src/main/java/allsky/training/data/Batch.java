package allsky.training.data;

/** The cutouts of one step, which may be mixed, in memory that is reused for later batches. */
public final class Batch {

  private final float[] pixels;
  private final float[] teacherPixels;
  private final int[] labels;
  private int size;
  private double otherShare;

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

  /** Sets the number of cutouts. They are not mixed yet. */
  public void resize(int newSize) {
    size = newSize;
    otherShare = 0;
  }

  /**
   * Mixes the cutouts in pairs, the first with the last one and so on, see {@link Mixup}. The order
   * of the cutouts is random, so the pairs are too. A cutout in the middle stays as it is.
   *
   * @param share of the other cutout, from 0 to 0.5
   */
  public void mixPairs(double share) {
    otherShare = share;
    mixRows(pixels, pixels.length / labels.length);
    mixRows(teacherPixels, teacherPixels.length / labels.length);
  }

  /**
   * Mixes other rows of the cutouts as their pixels were mixed.
   *
   * @param rows one for each cutout
   * @param length floats of a row
   */
  public void mixRows(float[] rows, int length) {
    if (otherShare == 0) {
      return;
    }
    float share = (float) otherShare;
    for (int i = 0; i < size / 2; i++) {
      int first = i * length;
      int other = (size - 1 - i) * length;
      for (int k = 0; k < length; k++) {
        float difference = share * (rows[other + k] - rows[first + k]);
        rows[first + k] += difference;
        rows[other + k] -= difference;
      }
    }
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
