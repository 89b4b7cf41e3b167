package allsky.spark.catalog.parquet;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.execution.datasources.parquet.ParquetReadSupport;

/**
 * The footer of a Parquet file: its columns, and whether Spark can decode them.
 *
 * @param file the file name for messages
 * @param laterTypes the names of types that the Parquet library does not know, by column; the
 *     schema has these columns without their logical types
 */
public record ParquetFooter(String file, ParquetMetadata metadata, Map<String, String> laterTypes) {

  /** The encodings that Spark's vectorized reader decodes (VectorizedColumnReader of Spark 3.5). */
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
   * @throws RuntimeException if the file is not a Parquet file, or has a type from a newer version
   *     of Parquet
   */
  static ParquetFooter read(FileStatus file, Configuration hadoop) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromStatus(file, hadoop))) {
      return new ParquetFooter(file.getPath().getName(), reader.getFooter(), Map.of());
    }
  }

  /**
   * Reads a footer with types from a newer version of Parquet, such as half floats.
   *
   * @return empty if there are no such types, or the file is not a Parquet file
   * @throws RuntimeException if the file cannot be read even without these types
   */
  static Optional<ParquetFooter> withLaterTypes(FileStatus file, Configuration hadoop)
      throws IOException {
    Path path = file.getPath();
    Map<String, String> types;
    try (FSDataInputStream stream = path.getFileSystem(hadoop).open(path)) {
      types =
          ThriftFooter.read(stream, file.getLen()).map(ThriftFooter::laterTypes).orElse(Map.of());
    }
    if (types.isEmpty()) {
      return Optional.empty();
    }
    Path known = KnownTypesFileSystem.path(path, hadoop);
    ParquetFooter footer = read(known.getFileSystem(hadoop).getFileStatus(known), hadoop);
    return Optional.of(new ParquetFooter(footer.file, footer.metadata, types));
  }

  boolean isWrittenBySpark() {
    return metadata
        .getFileMetaData()
        .getKeyValueMetaData()
        .containsKey(ParquetReadSupport.SPARK_METADATA_KEY());
  }

  MessageType schema() {
    return metadata.getFileMetaData().getSchema();
  }

  /** The type of each column, without its nullability. */
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
   * Why Spark cannot decompress or decode a column, and what to do; empty if it can read all
   * columns except those of newer types.
   */
  public Optional<String> undecodable(Configuration hadoop) {
    for (BlockMetaData block : metadata.getBlocks()) {
      for (ColumnChunkMetaData chunk : block.getColumns()) {
        String column = chunk.getPath().toDotString();
        if (laterTypes.containsKey(chunk.getPath().iterator().next())) {
          continue;
        }
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
