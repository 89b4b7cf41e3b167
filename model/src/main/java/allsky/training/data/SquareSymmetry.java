package allsky.training.data;

/**
 * The 8 symmetries of a square: a rotation by 0, 90, 180 or 270 degrees, with or without a flip.
 * The sky has no preferred direction and no handedness, so all of them keep the class.
 */
final class SquareSymmetry {

  private static final int SYMMETRIES = 8;

  private SquareSymmetry() {}

  /**
   * Changes an input in place.
   *
   * @param pixels the input, from {@code offset} on: planes of {@code side} times {@code side}
   *     pixels
   * @param draw random number that selects the symmetry, uniform over all long values
   */
  static void apply(float[] pixels, int offset, int planes, int side, long draw) {
    int symmetry = (int) Math.floorMod(draw, (long) SYMMETRIES);
    for (int plane = 0; plane < planes; plane++) {
      transform(pixels, offset + plane * side * side, side, symmetry);
    }
  }

  /** Symmetries 0 to 3 rotate by this number of quarter turns; 4 to 7 first flip left and right. */
  static void transform(float[] pixels, int offset, int side, int symmetry) {
    if (symmetry >= 4) {
      flip(pixels, offset, side);
    }
    for (int quarter = 0; quarter < symmetry % 4; quarter++) {
      turn(pixels, offset, side);
    }
  }

  private static void flip(float[] pixels, int offset, int side) {
    for (int row = 0; row < side; row++) {
      int begin = offset + row * side;
      for (int left = 0, right = side - 1; left < right; left++, right--) {
        float pixel = pixels[begin + left];
        pixels[begin + left] = pixels[begin + right];
        pixels[begin + right] = pixel;
      }
    }
  }

  /** Rotates by 90 degrees counter-clockwise, ring by ring; four pixels change places at a time. */
  private static void turn(float[] pixels, int offset, int side) {
    int last = side - 1;
    for (int row = 0; row < side / 2; row++) {
      for (int column = row; column < last - row; column++) {
        int top = offset + row * side + column;
        int right = offset + column * side + last - row;
        int bottom = offset + (last - row) * side + last - column;
        int left = offset + (last - column) * side + row;
        float pixel = pixels[top];
        pixels[top] = pixels[right];
        pixels[right] = pixels[bottom];
        pixels[bottom] = pixels[left];
        pixels[left] = pixel;
      }
    }
  }
}
