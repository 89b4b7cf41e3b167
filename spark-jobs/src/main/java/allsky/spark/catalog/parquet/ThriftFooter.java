package allsky.spark.catalog.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;

/**
 * The footer of a Parquet file before the Parquet library converts it to a schema. The library
 * rejects a footer with a logical type that it does not know, such as half floats.
 *
 * <p>A file ends with the footer, the footer's length (4 bytes, little endian) and a magic number:
 * github.com/apache/parquet-format, README, "File format".
 *
 * @param metadata the footer as it is stored in the file
 * @param start the offset of the footer in the file, in bytes
 * @param length the length of the footer in bytes
 */
public record ThriftFooter(FileMetaData metadata, long start, int length) {

  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int END = Integer.BYTES + MAGIC.length;

  /**
   * Reads the footer of a file.
   *
   * @param fileLength the length of the file in bytes
   * @return empty if the file has no readable footer
   * @throws IOException if the storage fails
   */
  public static Optional<ThriftFooter> read(FSDataInputStream file, long fileLength)
      throws IOException {
    int length = fileLength < END ? 0 : length(bytes(file, fileLength - END, END));
    long start = fileLength - END - length;
    if (length <= 0 || start < MAGIC.length) {
      return Optional.empty();
    }
    return metadata(bytes(file, start, length)).map(each -> new ThriftFooter(each, start, length));
  }

  private static byte[] bytes(FSDataInputStream file, long start, int length) throws IOException {
    byte[] bytes = new byte[length];
    file.readFully(start, bytes);
    return bytes;
  }

  /** The length of the footer; 0 if the file is encrypted or is not a Parquet file. */
  private static int length(byte[] end) {
    boolean isParquet = Arrays.equals(end, Integer.BYTES, END, MAGIC, 0, MAGIC.length);
    return isParquet ? ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).getInt() : 0;
  }

  private static Optional<FileMetaData> metadata(byte[] bytes) {
    try {
      return Optional.of(Util.readFileMetaData(new ByteArrayInputStream(bytes)));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /**
   * The columns whose logical types, or those of their fields, the library does not know.
   *
   * @return the name of the type for messages, by column name
   */
  public Map<String, String> laterTypes() {
    Map<String, String> types = new LinkedHashMap<>();
    List<SchemaElement> schema = metadata.getSchema();
    // The first element is the root.
    for (int start = 1, end; start < schema.size(); start = end) {
      end = end(schema, start);
      if (schema.subList(start, end).stream().anyMatch(ThriftFooter::isLater)) {
        SchemaElement column = schema.get(start);
        types.put(column.getName(), end > start + 1 ? "nested" : title(column));
      }
    }
    return types;
  }

  /** The index after a column and its fields, which follow depth first. */
  private static int end(List<SchemaElement> schema, int start) {
    int end = start;
    for (int left = 1; left > 0 && end < schema.size(); end++) {
      left += schema.get(end).getNum_children() - 1;
    }
    return end;
  }

  /** The library drops the number of a type that it does not know. */
  private static boolean isLater(SchemaElement element) {
    return element.isSetLogicalType() && element.getLogicalType().getSetField() == null;
  }

  private static String title(SchemaElement column) {
    boolean isHalf =
        column.getType() == Type.FIXED_LEN_BYTE_ARRAY && column.getType_length() == Short.BYTES;
    return isHalf ? "FLOAT16" : "a newer Parquet type";
  }

  /**
   * The bytes of this footer without the types that the library does not know, padded with zeros.
   * Readers ignore the zeros, because Thrift marks the end of a structure.
   *
   * @return as many bytes as the original footer; empty if more would be needed, or if the library
   *     knows all types
   */
  Optional<byte[]> known() {
    FileMetaData known = metadata.deepCopy();
    known.getSchema().stream().filter(ThriftFooter::isLater).forEach(e -> e.unsetLogicalType());
    return laterTypes().isEmpty()
        ? Optional.empty()
        : Optional.of(written(known))
            .filter(bytes -> bytes.length <= length)
            .map(bytes -> Arrays.copyOf(bytes, length));
  }

  private static byte[] written(FileMetaData metadata) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      Util.writeFileMetaData(metadata, bytes);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot write to memory", e);
    }
    return bytes.toByteArray();
  }
}
