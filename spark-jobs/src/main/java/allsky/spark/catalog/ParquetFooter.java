package allsky.spark.catalog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * The footer of a Parquet file: its columns, and what of them Spark cannot decode.
 *
 * @param file its name, for messages
 */
record ParquetFooter(String file, ParquetMetadata metadata) {

  private static final String MAGIC = "PAR1";

  /** What Spark's vectorized reader decodes (VectorizedColumnReader of Spark 3.5). */
  private static final Set<String> DECODED =
      Set.of(
          "PLAIN",
          "RLE",
          "BIT_PACKED",
          "PLAIN_DICTIONARY",
          "RLE_DICTIONARY",
          "DELTA_BINARY_PACKED",
          "DELTA_LENGTH_BYTE_ARRAY",
          "DELTA_BYTE_ARRAY");

  /**
   * Reads a footer.
   *
   * @throws RuntimeException where the file is no Parquet file, or has a type of a later Parquet
   */
  static ParquetFooter read(FileStatus file, Configuration hadoop) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromStatus(file, hadoop))) {
      return new ParquetFooter(file.getPath().getName(), reader.getFooter());
    }
  }

  MessageType schema() {
    return metadata.getFileMetaData().getSchema();
  }

  /** Type by column; whether it may be null is no difference. */
  Map<String, String> types() {
    Map<String, String> types = new LinkedHashMap<>();
    for (Type column : schema().getFields()) {
      types.put(column.getName(), type(column));
    }
    return types;
  }

  private static String type(Type column) {
    return column
        .toString()
        .replaceAll("\\b(required|optional) ", "")
        .replace(" " + column.getName(), "")
        .replaceAll("\\s+", " ");
  }

  /**
   * The columns of a file whose types this Parquet library does not know, such as half floats; it
   * cannot read the footer of such a file.
   *
   * @return empty where all types are known, or the file is no Parquet file
   */
  static List<String> laterTypes(FileStatus file, Configuration hadoop) {
    try (SeekableInputStream stream = HadoopInputFile.fromStatus(file, hadoop).newStream()) {
      byte[] end = new byte[Integer.BYTES + MAGIC.length()];
      stream.seek(file.getLen() - end.length);
      stream.readFully(end);
      int length = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).getInt();
      stream.seek(file.getLen() - end.length - length);
      return Util.readFileMetaData(stream, true).getSchema().stream()
          .filter(element -> element.isSetLogicalType())
          .filter(element -> element.getLogicalType().getSetField() == null)
          .map(SchemaElement::getName)
          .toList();
    } catch (IOException | RuntimeException e) {
      return List.of();
    }
  }

  /** What Spark cannot unpack or decode, with what to do; empty where it can read all. */
  Optional<String> undecodable(Configuration hadoop) {
    for (BlockMetaData block : metadata.getBlocks()) {
      for (ColumnChunkMetaData chunk : block.getColumns()) {
        String column = chunk.getPath().toDotString();
        if (!isInstalled(chunk.getCodec(), hadoop)) {
          return Optional.of(
              String.format(
                  "its column %s is compressed with %s, for which this Spark has no codec; write"
                      + " the file again with snappy, gzip or zstd.",
                  column, chunk.getCodec()));
        }
        Optional<Encoding> other =
            chunk.getEncodings().stream()
                .filter(each -> !DECODED.contains(each.name()))
                .findFirst();
        if (other.isPresent()) {
          return Optional.of(
              String.format(
                  "its column %s has the encoding %s, which Spark does not read; write the file"
                      + " again without it.",
                  column, other.get()));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isInstalled(CompressionCodecName codec, Configuration hadoop) {
    String name = codec.getHadoopCompressionCodecClassName();
    return name == null || hadoop.getClassByNameOrNull(name) != null;
  }
}
