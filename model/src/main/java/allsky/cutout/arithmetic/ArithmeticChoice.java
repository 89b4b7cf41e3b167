package allsky.cutout.arithmetic;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Constructor;

/**
 * Which arithmetic on pixels this JVM uses: vectors, if it has the module {@value #MODULE} and the
 * compiler C2. Without C2 each operation on a vector is a call that allocates objects, which is
 * sixty times as slow as scalar code.
 */
public enum ArithmeticChoice {
  /** The JVM has the module and C2. */
  VECTOR,

  /** The JVM has C2, and was started without the module. */
  NO_MODULE,

  /** The JVM has no C2, as in short jobs, or its processor has no vectors of 256 bits. */
  SCALAR;

  /** The module of the Vector API. */
  public static final String MODULE = "jdk.incubator.vector";

  /** The option of the JVM that adds the module. */
  public static final String OPTION = "--add-modules=" + MODULE;

  private static final String VECTOR_CLASS = "allsky.cutout.arithmetic.vector.VectorArithmetic";

  /** The least size of a vector. */
  private static final int LEAST_BYTES = 32;

  private static final int C2 = 4;

  private static final ArithmeticChoice OF_THIS_JVM = choose();

  /** The choice of this JVM. */
  public static ArithmeticChoice ofThisJvm() {
    return OF_THIS_JVM;
  }

  /** True if the arithmetic can be made in this JVM, also where it would be slow. */
  public static boolean hasModule() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  /**
   * A new arithmetic of this JVM's choice.
   *
   * @param max maximum number of values of a median
   */
  public static PixelArithmetic arithmetic(int max) {
    return OF_THIS_JVM == VECTOR ? vector(max) : new ScalarArithmetic(max);
  }

  /**
   * A new arithmetic with vectors, whatever this JVM's choice is.
   *
   * @throws IllegalStateException if the JVM has no module {@value #MODULE}
   */
  public static PixelArithmetic vector(int max) {
    try {
      Constructor<?> constructor = Class.forName(VECTOR_CLASS).getConstructor(int.class);
      return (PixelArithmetic) constructor.newInstance(max);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IllegalStateException("The JVM has no module " + MODULE, e);
    }
  }

  private static ArithmeticChoice choose() {
    HotSpotDiagnosticMXBean jvm =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    if (jvm == null || !compilesWithC2(jvm) || vectorBytes(jvm) < LEAST_BYTES) {
      return SCALAR;
    }
    return hasModule() ? VECTOR : NO_MODULE;
  }

  private static boolean compilesWithC2(HotSpotDiagnosticMXBean jvm) {
    return value(jvm, "TieredStopAtLevel").equals(String.valueOf(C2))
        && !value(jvm, "CompilationMode").startsWith("quick-only")
        && value(jvm, "UseCompiler").equals("true");
  }

  private static long vectorBytes(HotSpotDiagnosticMXBean jvm) {
    String bytes = value(jvm, "MaxVectorSize");
    return bytes.isEmpty() ? 0 : Long.parseLong(bytes);
  }

  /** The value of an option of the JVM; empty if this JVM has no such option. */
  private static String value(HotSpotDiagnosticMXBean jvm, String option) {
    try {
      return jvm.getVMOption(option).getValue();
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
