package allsky.spark.catalog.votable;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A TABLE of a VOTable file.
 *
 * @param number from 1, in the order of the file
 * @param name the attribute {@code name}, else {@code ID}; empty where it has none
 * @param fields all of them, those that Spark has no type for too
 * @param data how the rows are stored
 * @param promisedRows the attribute {@code nrows}, -1 where it has none
 * @param rowElements the rows of its TABLEDATA, 0 in other forms
 */
public record VoTable(
    int number, String name, List<VoField> fields, Data data, long promisedRows, long rowElements)
    implements Serializable {

  /** How the rows are stored (section 5). */
  public enum Data {
    NONE,
    TABLEDATA,
    BINARY,
    BINARY2,
    FITS,
    /** In another file. */
    ELSEWHERE
  }

  VoTable withFields(List<VoField> others) {
    return new VoTable(number, name, others, data, promisedRows, rowElements);
  }

  /** The columns' names as the file has them; one may be there twice. */
  public List<String> names() {
    return fields.stream().map(VoField::name).toList();
  }

  /** The same table with other names of its columns. */
  public VoTable withNames(List<String> names) {
    return withFields(
        IntStream.range(0, names.size()).mapToObj(i -> fields.get(i).named(names.get(i))).toList());
  }

  /** What people call it. */
  public String title() {
    return name.isEmpty() ? String.valueOf(number) : number + " (" + name + ")";
  }

  /** The columns that Spark has a type for. */
  public StructType schema() {
    return new StructType(
        fields.stream()
            .filter(field -> !field.type().isComplex())
            .map(VoField::column)
            .toArray(StructField[]::new));
  }

  /** The columns that Spark has no type for. */
  public List<String> complexColumns() {
    return fields.stream()
        .filter(field -> field.type().isComplex())
        .map(field -> field.name() + " (" + field.type().word() + ")")
        .toList();
  }

  /** The names of the columns that have one of some UCDs. */
  public List<String> columnsOf(List<String> ucds) {
    return fields.stream().filter(field -> ucds.contains(field.ucd())).map(VoField::name).toList();
  }
}
