package allsky.spark.crossmatch.request;

import java.util.function.Function;

/** One value for each side of a match. */
public record BySide<T>(T left, T right) {

  /** Computes the value of each side. */
  public static <T> BySide<T> of(Function<Side, T> value) {
    return new BySide<>(value.apply(Side.LEFT), value.apply(Side.RIGHT));
  }

  /** The value of one side. */
  public T of(Side side) {
    return side == Side.LEFT ? left : right;
  }
}
