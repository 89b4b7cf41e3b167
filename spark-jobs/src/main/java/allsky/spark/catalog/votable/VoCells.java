package allsky.spark.catalog.votable;

import allsky.spark.catalog.text.MalformedLine;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Converts the cells of one field to Spark's internal form. NaN becomes null, except within an
 * array. A text is stripped and ends at a NUL; an empty text is null.
 */
final class VoCells implements Serializable {

  private static final long serialVersionUID = 1L;

  private final VoField field;

  /** The value that means null; null if there is no such value. */
  private final Object nullValue;

  VoCells(VoField field) {
    this.field = field;
    this.nullValue = nullValue(field);
  }

  private static Object nullValue(VoField field) {
    try {
      return field.nullText().isEmpty() || field.type().isText() || field.type().isComplex()
          ? null
          : field.type().parse(field.nullText());
    } catch (MalformedLine e) {
      // A text such as NULL, which is possible only in TABLEDATA.
      return null;
    }
  }

  VoField field() {
    return field;
  }

  /**
   * The value of a cell of TABLEDATA.
   *
   * @throws MalformedLine if the text is not a value of the field
   */
  Object ofText(String text) throws MalformedLine {
    if (text.isEmpty() || text.equals(field.nullText()) || field.type().isComplex()) {
      return null;
    }
    try {
      if (field.type().isText()) {
        return field.isArray() ? texts(text) : UTF8String.fromString(text);
      }
      return field.isArray() ? numbers(text.split("\\s+")) : single(field.type().parse(text));
    } catch (MalformedLine e) {
      throw new MalformedLine(field.name() + ": " + e.getMessage());
    }
  }

  private Object numbers(String[] words) throws MalformedLine {
    boolean fits =
        field.shape().isVariable()
            ? field.shape().allows(words.length)
            : words.length == field.shape().values();
    if (!fits) {
      throw new MalformedLine(words.length + " values instead of " + field.shape().values());
    }
    Object[] values = new Object[words.length];
    for (int i = 0; i < words.length; i++) {
      values[i] = element(field.type().parse(words[i]));
    }
    return new GenericArrayData(values);
  }

  /**
   * The value of a cell of BINARY.
   *
   * @param cell the bytes of the cell
   * @param count the number of values in the cell
   */
  Object ofBytes(byte[] cell, int count) {
    if (field.type().isText()) {
      return ofCharacters(cell);
    }
    if (field.type() == VoType.BIT) {
      return field.isArray() ? bits(cell, count) : (Object) isSet(cell, 0);
    }
    // VOTable is big-endian, as a ByteBuffer is.
    ByteBuffer bytes = ByteBuffer.wrap(cell);
    if (!field.isArray()) {
      return single(field.type().read(bytes, 0));
    }
    Object[] values = new Object[count];
    for (int i = 0; i < count; i++) {
      values[i] = element(field.type().read(bytes, (int) field.type().bytes(i)));
    }
    return new GenericArrayData(values);
  }

  private Object ofCharacters(byte[] cell) {
    Charset charset =
        field.type() == VoType.CHAR ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16BE;
    String text = new String(cell, charset);
    if (field.isArray()) {
      return texts(text);
    }
    String one = ended(text);
    return one.isEmpty() || one.equals(field.nullText()) ? null : UTF8String.fromString(one);
  }

  /** Divides a cell into texts of one fixed length (section 2.2). */
  private Object texts(String all) {
    int width = field.shape().axes().get(0);
    Object[] texts = new Object[(all.length() + width - 1) / width];
    for (int i = 0; i < texts.length; i++) {
      String one = all.substring(i * width, Math.min((i + 1) * width, all.length()));
      texts[i] = UTF8String.fromString(ended(one));
    }
    return new GenericArrayData(texts);
  }

  private static String ended(String text) {
    int nul = text.indexOf('\0');
    return (nul < 0 ? text : text.substring(0, nul)).strip();
  }

  private static Object bits(byte[] cell, int count) {
    Object[] bits = new Object[count];
    for (int i = 0; i < count; i++) {
      bits[i] = isSet(cell, i);
    }
    return new GenericArrayData(bits);
  }

  /** True if a bit is set; the first bit is the highest one of the first byte (section 6). */
  static boolean isSet(byte[] bytes, int bit) {
    return (bytes[bit / 8] >> (7 - bit % 8) & 1) == 1;
  }

  private Object single(Object value) {
    boolean isNaN =
        (value instanceof Float number && number.isNaN())
            || (value instanceof Double wide && wide.isNaN());
    return isNaN ? null : element(value);
  }

  private Object element(Object value) {
    return value == null || value.equals(nullValue) ? null : value;
  }
}
