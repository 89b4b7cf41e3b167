package allsky.network;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes one message in the protocol buffers' wire format (protobuf.dev, "Encoding"): fields by
 * number, in the order in which they are added.
 */
final class Protobuf {

  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Protobuf add(int field, long value) {
    key(field, VARINT);
    varint(value);
    return this;
  }

  Protobuf add(int field, String value) {
    return add(field, value.getBytes(StandardCharsets.UTF_8));
  }

  Protobuf add(int field, Protobuf message) {
    return add(field, message.toByteArray());
  }

  Protobuf add(int field, byte[] value) {
    key(field, LENGTH_DELIMITED);
    varint(value.length);
    bytes.writeBytes(value);
    return this;
  }

  /** Little-endian floats as one field of bytes. */
  Protobuf add(int field, float[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(Float.BYTES * values.length);
    buffer.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return add(field, buffer.array());
  }

  /** Little-endian 64-bit integers as one field of bytes. */
  Protobuf add(int field, long[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES * values.length);
    buffer.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values);
    return add(field, buffer.array());
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }

  private void key(int field, int wireType) {
    varint(((long) field << 3) | wireType);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }
}
