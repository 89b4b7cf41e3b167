package allsky.spark.catalog.parquet;

import allsky.UserError;
import allsky.spark.catalog.files.CatalogFiles;
import allsky.spark.columns.ColumnFinder;
import allsky.spark.fault.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Compares the schemas of a catalog's Parquet files. Spark uses the schema of the first file for
 * all of them, so a column that the first file lacks is lost without a message. Spark rejects a
 * file if one column has a type that Spark does not know.
 */
public final class ParquetSchemas {

  /** Files which show that one writer gave all files the same schema. */
  private static final List<String> SAME_SCHEMA_MARKERS = List.of("_metadata", "_run.json");

  private final CatalogFiles files;
  private final Configuration hadoop;
  private final ParquetToSparkSchemaConverter types;

  public ParquetSchemas(CatalogFiles files, SparkSession spark) {
    this.files = files;
    this.hadoop = spark.sparkContext().hadoopConfiguration();
    this.types = new ParquetToSparkSchemaConverter(spark.sessionState().conf());
  }

  /**
   * How the files of a catalog are to be read.
   *
   * @param readable the columns to read; empty if Spark determines them, and keeps the units that
   *     it wrote
   * @param isMerged true if files lack columns that other files have
   * @param place the path under which Spark reads a file or folder of the catalog
   * @param notes notes for the user
   */
  public record Reading(
      Optional<StructType> readable, boolean isMerged, Place place, List<String> notes) {

    public DataFrameReader of(DataFrameReader reader) {
      return readable.map(reader::schema).orElseGet(() -> reader.option("mergeSchema", isMerged));
    }
  }

  /** Maps the path of a file or folder to the path from which Spark reads it. */
  public interface Place {
    public Path of(Path path) throws IOException;
  }

  /**
   * Reads the footers of the files in a folder; only the first one if a file shows that all have
   * the same schema.
   *
   * @throws allsky.UserError if files give a column different types, or a file cannot be read
   */
  public Reading reading(Path folder, List<FileStatus> tables) {
    boolean isVouched =
        SAME_SCHEMA_MARKERS.stream().anyMatch(name -> files.exists(new Path(folder, name)));
    List<ParquetFooter> footers =
        (isVouched ? tables.subList(0, Math.min(1, tables.size())) : tables)
            .parallelStream().map(this::footer).toList();
    footers.forEach(this::refuseUndecodable);
    List<String> notes = new ArrayList<>(difference(footers).stream().toList());
    boolean isMerged = !notes.isEmpty();
    Map<String, String> unreadable = laterTypes(footers);
    Place place = unreadable.isEmpty() ? path -> path : this::withKnownTypes;
    StructType readable = readable(footers, unreadable);
    if (unreadable.isEmpty()) {
      boolean isPlain = !isMerged && tables.stream().allMatch(table -> isIn(folder, table));
      return new Reading(
          isPlain ? asSparkReads(footers, readable) : Optional.empty(), isMerged, place, notes);
    }
    List<String> leftOut = new ArrayList<>();
    unreadable.forEach((column, type) -> leftOut.add(column + " (" + type + ")"));
    notes.add("columns skipped, because Spark has no such type: " + String.join(", ", leftOut));
    return new Reading(Optional.of(readable), isMerged, place, notes);
  }

  /** False in a folder below, whose name may be a value of a column. */
  private static boolean isIn(Path folder, FileStatus table) {
    return table.getPath().equals(folder) || table.getPath().getParent().equals(folder);
  }

  /**
   * The columns as Spark would find them; empty if Spark wrote the files, because then its own
   * schema, with the metadata of columns, is in their footers. Passing them saves Spark a job.
   */
  private static Optional<StructType> asSparkReads(
      List<ParquetFooter> footers, StructType readable) {
    boolean isOfSpark = footers.stream().anyMatch(ParquetFooter::isWrittenBySpark);
    return isOfSpark || footers.isEmpty() ? Optional.empty() : Optional.of(readable);
  }

  private Path withKnownTypes(Path path) throws IOException {
    return KnownTypesFileSystem.path(path, hadoop);
  }

  private static Map<String, String> laterTypes(List<ParquetFooter> footers) {
    TreeMap<String, String> types = new TreeMap<>();
    footers.forEach(footer -> types.putAll(footer.laterTypes()));
    return types;
  }

  /** The columns to read; adds the other columns and their types to {@code unreadable}. */
  private StructType readable(List<ParquetFooter> footers, Map<String, String> unreadable) {
    StructType readable = new StructType();
    for (Type column : columns(footers).values()) {
      Optional<StructField> field =
          unreadable.containsKey(column.getName()) ? Optional.empty() : field(column, unreadable);
      readable = field.isPresent() ? readable.add(field.get()) : readable;
    }
    return readable;
  }

  /** The columns of all files, starting with those of the first file. */
  private static Map<String, Type> columns(List<ParquetFooter> footers) {
    Map<String, Type> columns = new LinkedHashMap<>();
    for (ParquetFooter footer : footers) {
      footer.schema().getFields().forEach(column -> columns.putIfAbsent(column.getName(), column));
    }
    return columns;
  }

  private Optional<StructField> field(Type column, Map<String, String> unreadable) {
    try {
      return Optional.of(types.convert(new MessageType("spark_schema", column)).apply(0));
    } catch (Exception e) {
      // Spark throws exceptions of several classes for a type that it does not know.
      unreadable.put(column.getName(), column.isPrimitive() ? primitive(column) : "nested");
      return Optional.empty();
    }
  }

  private static String primitive(Type column) {
    return column.getLogicalTypeAnnotation() == null
        ? column.asPrimitiveType().getPrimitiveTypeName().toString()
        : column.getLogicalTypeAnnotation().toString();
  }

  private void refuseUndecodable(ParquetFooter footer) {
    footer
        .undecodable(hadoop)
        .ifPresent(
            reason -> {
              throw files.unreadable(footer.file() + ": " + reason, null);
            });
    refuseTwins(footer);
  }

  private void refuseTwins(ParquetFooter footer) {
    Map<String, String> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Type column : footer.schema().getFields()) {
      String other = names.put(column.getName(), column.getName());
      if (other != null) {
        throw files.unreadable(ColumnFinder.twice(other, column.getName()), null);
      }
    }
  }

  private Optional<String> difference(List<ParquetFooter> footers) {
    Map<String, String> columns = new LinkedHashMap<>();
    List<Map<String, String>> schemas = footers.stream().map(ParquetFooter::types).toList();
    TreeSet<String> missing = new TreeSet<>();
    for (int i = 0; i < schemas.size(); i++) {
      refuseOtherTypes(columns, schemas.get(i), footers.get(i).file());
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
            "its files have different columns; they are merged by name, with null if a file lacks "
                + String.join(" ", missing));
  }

  private void refuseOtherTypes(
      Map<String, String> columns, Map<String, String> schema, String file) {
    schema.forEach(
        (name, type) -> {
          String known = columns.getOrDefault(name, type);
          if (!known.equals(type)) {
            throw files.unreadable(
                String.format(
                    "its files give the column %s different types: %s, but %s in %s; write the"
                        + " column with one type in all files.",
                    name, known, type, file),
                null);
          }
        });
  }

  private ParquetFooter footer(FileStatus table) {
    try {
      return ParquetFooter.read(table, hadoop);
    } catch (IOException e) {
      throw unreadable(table, e);
    } catch (RuntimeException e) {
      // parquet-hadoop throws this for a file of another format, and for one with a newer type.
      return withLaterTypes(table, e);
    }
  }

  private ParquetFooter withLaterTypes(FileStatus table, RuntimeException fault) {
    try {
      return ParquetFooter.withLaterTypes(table, hadoop).orElseThrow(() -> fault);
    } catch (IOException e) {
      throw unreadable(table, e);
    } catch (RuntimeException e) {
      throw files.unreadable(table.getPath().getName() + " is not a Parquet file.", e);
    }
  }

  private UserError unreadable(FileStatus table, IOException fault) {
    boolean isDamaged = String.valueOf(fault.getMessage()).startsWith("can not read class");
    String reason =
        isDamaged ? "its Parquet footer is damaged; copy the file again." : Storage.reason(fault);
    return files.unreadable(table.getPath().getName() + ": " + reason, fault);
  }
}
