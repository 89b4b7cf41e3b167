package allsky;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Memory outside the heap, which ONNX Runtime and PyTorch read without a copy. */
public final class DirectBuffers {

  private DirectBuffers() {}

  /**
   * A buffer of zeros in the byte order of the processor.
   *
   * @param length number of floats
   * @throws ArithmeticException if the buffer would have 2 GiB or more
   */
  public static FloatBuffer floats(int length) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(Float.BYTES, length))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
