package allsky.image;

/** The median by Hoare's selection; reorders the array it is given. */
final class Median {

  private Median() {}

  /**
   * The median of the first {@code count} values (upper one of the two middle), none of them NaN.
   */
  static float ofFirst(float[] values, int count) {
    int middle = count / 2;
    int low = 0;
    int high = count - 1;
    while (low < high) {
      float pivot = values[middle];
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }
        while (values[j] > pivot) {
          j--;
        }
        if (i <= j) {
          float swapped = values[i];
          values[i++] = values[j];
          values[j--] = swapped;
        }
      }
      if (j < middle) {
        low = i;
      }
      if (i > middle) {
        high = j;
      }
    }
    return values[middle];
  }
}
