/**
 * Arithmetic on pixels with the Vector API of Java, which a JVM has only with {@code --add-modules
 * jdk.incubator.vector}.
 *
 * <p>Read {@link allsky.cutout.arithmetic.vector.VectorArithmetic}. No other package names the
 * Vector API, and nobody names this package: {@link allsky.cutout.arithmetic.ArithmeticChoice}
 * loads it by name. Each operation has the order and the rounding of the scalar code, without fused
 * multiply-add, so that the results are the same bits.
 */
package allsky.cutout.arithmetic.vector;
