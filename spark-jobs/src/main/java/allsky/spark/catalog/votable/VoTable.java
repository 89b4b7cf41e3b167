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
 * @param name the attribute {@code name}, or else {@code ID}; empty if there is none
 * @param fields all fields, including those whose type Spark does not have
 * @param data how the rows are stored
 * @param promisedRows the attribute {@code nrows}, -1 if there is none
 * @param rowElements the number of rows in TABLEDATA, 0 in other forms
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

  /** The column names as in the file; a name may occur twice. */
  public List<String> names() {
    return fields.stream().map(VoField::name).toList();
  }

  /** The same table with other column names. */
  public VoTable withNames(List<String> names) {
    return withFields(
        IntStream.range(0, names.size()).mapToObj(i -> fields.get(i).named(names.get(i))).toList());
  }

  /** The name of the table for users. */
  public String title() {
    return name.isEmpty() ? String.valueOf(number) : number + " (" + name + ")";
  }

  /** The columns whose type Spark has. */
  public StructType schema() {
    return new StructType(
        fields.stream()
            .filter(field -> !field.type().isComplex())
            .map(VoField::column)
            .toArray(StructField[]::new));
  }

  /** The columns whose type Spark does not have. */
  public List<String> complexColumns() {
    return fields.stream()
        .filter(field -> field.type().isComplex())
        .map(field -> field.name() + " (" + field.type().word() + ")")
        .toList();
  }

  /** The names of the columns that have one of these UCDs. */
  public List<String> columnsOf(List<String> ucds) {
    return fields.stream().filter(field -> ucds.contains(field.ucd())).map(VoField::name).toList();
  }
}
