package allsky.spark.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.Type;

/**
 * The schemas of a catalog's Parquet files. Spark takes the first file's for all of them: a column
 * that this one lacks is lost without a word.
 */
final class ParquetSchemas {

  /** Files that say that one writer gave all files one schema. */
  private static final List<String> VOUCHERS = List.of("_metadata", "_run.json");

  private final CatalogFiles files;
  private final Configuration hadoop;

  ParquetSchemas(CatalogFiles files, Configuration hadoop) {
    this.files = files;
    this.hadoop = hadoop;
  }

  /**
   * Compares the footers of a folder's files, unless their writer vouches for them.
   *
   * @return what to tell the user where the files have different columns and are to be merged
   * @throws allsky.UserError where they give one column different types
   */
  Optional<String> difference(Path folder, List<FileStatus> tables) {
    if (tables.size() <= 1
        || VOUCHERS.stream().anyMatch(name -> files.exists(new Path(folder, name)))) {
      return Optional.empty();
    }
    Map<String, String> columns = new LinkedHashMap<>();
    List<Map<String, String>> schemas = tables.parallelStream().map(this::schema).toList();
    TreeSet<String> missing = new TreeSet<>();
    for (int i = 0; i < schemas.size(); i++) {
      refuseOtherTypes(columns, schemas.get(i), tables.get(i));
      columns.putAll(schemas.get(i));
    }
    for (Map<String, String> schema : schemas) {
      List<String> lacking = new ArrayList<>(columns.keySet());
      lacking.removeAll(schema.keySet());
      missing.addAll(lacking);
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "its files have different columns, merged by name: null where a file lacks "
                + String.join(" ", missing));
  }

  private void refuseOtherTypes(
      Map<String, String> columns, Map<String, String> schema, FileStatus table) {
    schema.forEach(
        (name, type) -> {
          String known = columns.getOrDefault(name, type);
          if (!known.equals(type)) {
            throw files.unreadable(
                String.format(
                    "its files give the column %s different types: %s, but %s in %s; write"
                        + " it with one type in all files.",
                    name, known, type, table.getPath().getName()),
                null);
          }
        });
  }

  /** Type by column; whether it may be null is no difference. */
  private Map<String, String> schema(FileStatus table) {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromStatus(table, hadoop))) {
      Map<String, String> columns = new LinkedHashMap<>();
      for (Type column : reader.getFileMetaData().getSchema().getFields()) {
        columns.put(column.getName(), type(column));
      }
      return columns;
    } catch (IOException e) {
      throw new UncheckedIOException(table.getPath().getName() + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      // parquet-hadoop says so of a file of another format.
      throw files.unreadable(table.getPath().getName() + " is no Parquet file.", e);
    }
  }

  private static String type(Type column) {
    return column
        .toString()
        .replaceAll("\\b(required|optional) ", "")
        .replace(" " + column.getName(), "")
        .replaceAll("\\s+", " ");
  }
}
