/**
 * Arithmetic on the pixels of a window: missing values, the median, the stretch and interpolation
 * along rows.
 *
 * <p>Read {@link allsky.cutout.arithmetic.PixelArithmetic} first. {@link
 * allsky.cutout.arithmetic.ScalarArithmetic} runs everywhere. The package {@code vector} gives the
 * same bits with the Vector API of Java. {@link allsky.cutout.arithmetic.ArithmeticChoice} decides.
 */
package allsky.cutout.arithmetic;
