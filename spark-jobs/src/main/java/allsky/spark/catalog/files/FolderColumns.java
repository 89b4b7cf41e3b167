package allsky.spark.catalog.files;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that come from the {@code name=value} folders of a table. Spark guesses their types
 * and reads {@code tile=00012} as 12 and {@code field=1d} as 1.0. Here a column is a number or a
 * date only if each value prints exactly as the text of its folder. Otherwise it is text.
 *
 * @param values the texts of the folders by column name
 */
public record FolderColumns(Map<String, TreeSet<String>> values) {

  /** The digits of Spark's longest integer. */
  private static final int MAX_DIGITS = 38;

  private static final String NULL = "__HIVE_DEFAULT_PARTITION__";

  /** The columns of the folders between a table's own folder and its files. */
  public static FolderColumns of(Path root, List<FileStatus> tables) {
    Map<String, TreeSet<String>> values = new LinkedHashMap<>();
    for (FileStatus table : tables) {
      Path folder = table.getPath().getParent();
      while (folder != null && folder.depth() > root.depth()) {
        add(folder.getName(), values);
        folder = folder.getParent();
      }
    }
    return new FolderColumns(values);
  }

  private static void add(String folder, Map<String, TreeSet<String>> values) {
    int equals = folder.indexOf('=');
    if (equals > 0 && !folder.endsWith(NULL)) {
      values
          .computeIfAbsent(
              ExternalCatalogUtils.unescapePathName(folder.substring(0, equals)),
              name -> new TreeSet<>())
          .add(ExternalCatalogUtils.unescapePathName(folder.substring(equals + 1)));
    }
  }

  /**
   * The columns of a schema whose values, as Spark guesses them, differ from the texts of the
   * folders.
   */
  public List<StructField> changedIn(StructType schema) {
    List<StructField> changed = new ArrayList<>();
    for (StructField field : schema.fields()) {
      TreeSet<String> texts = values.get(field.name());
      if (texts != null && !field.dataType().equals(DataTypes.StringType) && !printBack(texts)) {
        changed.add(field);
      }
    }
    return changed;
  }

  /** The schema with some columns changed to text. */
  public static StructType withTexts(StructType schema, List<StructField> columns) {
    StructType texts = new StructType();
    for (StructField field : schema.fields()) {
      texts =
          columns.contains(field)
              ? texts.add(field.name(), DataTypes.StringType)
              : texts.add(field);
    }
    return texts;
  }

  /** The note for the user on columns that are read as text. */
  public String note(List<StructField> columns) {
    StructField first = columns.get(0);
    String example =
        values.get(first.name()).stream()
            .filter(text -> !printBack(new TreeSet<>(List.of(text))))
            .findFirst()
            .orElse(values.get(first.name()).first());
    return String.format(
        "folder columns read as text: %s (%s=%s is not a valid %s)",
        String.join(" ", columns.stream().map(StructField::name).toList()),
        first.name(),
        example,
        first.dataType().typeName());
  }

  private static boolean printBack(TreeSet<String> texts) {
    return List.<Predicate<String>>of(
            FolderColumns::isInteger, FolderColumns::isDecimal, FolderColumns::isDate)
        .stream()
        .anyMatch(kind -> texts.stream().allMatch(kind));
  }

  private static boolean isInteger(String text) {
    return text.matches("-?[0-9]{1," + MAX_DIGITS + "}")
        && new BigInteger(text).toString().equals(text);
  }

  private static boolean isDecimal(String text) {
    return text.matches("-?[0-9]+\\.[0-9]+")
        && Double.toString(Double.parseDouble(text)).equals(text);
  }

  private static boolean isDate(String text) {
    try {
      return LocalDate.parse(text).toString().equals(text);
    } catch (DateTimeException e) {
      return false;
    }
  }
}
