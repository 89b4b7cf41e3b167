package allsky.network;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes one message in the protocol buffers' wire format (protobuf.dev, "Encoding"): fields by
 * number, in the order in which they are added.
 */
final class Protobuf {

  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;

  /** Arrays of this length or more are kept as they are and not copied. */
  private static final int LARGE = 1 << 12;

  private final List<byte[]> parts = new ArrayList<>();

  /** The bytes after the last part. */
  private ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Protobuf add(int field, long value) {
    key(field, VARINT);
    varint(value);
    return this;
  }

  Protobuf add(int field, String value) {
    return add(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** A message within this message. */
  Protobuf add(int field, Protobuf message) {
    key(field, LENGTH_DELIMITED);
    varint(message.length());
    message.parts.forEach(this::append);
    bytes.writeBytes(message.bytes.toByteArray());
    return this;
  }

  private Protobuf add(int field, byte[] value) {
    key(field, LENGTH_DELIMITED);
    varint(value.length);
    append(value);
    return this;
  }

  private void append(byte[] value) {
    if (value.length < LARGE) {
      bytes.writeBytes(value);
      return;
    }
    parts.add(bytes.toByteArray());
    parts.add(value);
    bytes = new ByteArrayOutputStream();
  }

  private long length() {
    return parts.stream().mapToLong(part -> part.length).sum() + bytes.size();
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
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(length()));
    parts.forEach(all::put);
    return all.put(bytes.toByteArray()).array();
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
