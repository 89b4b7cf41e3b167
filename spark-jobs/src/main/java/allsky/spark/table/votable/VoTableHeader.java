package allsky.spark.table.votable;

import allsky.spark.columns.Columns;
import allsky.spark.output.RunIdentity;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A VOTable without data that describes the columns of a table. The VOParquet convention stores it
 * in the footer of a Parquet file (IVOA Note "Parquet in the VO" 1.0, section 2). All files of a
 * HATS catalog have the same VOTable, so it gives no number of rows.
 */
public final class VoTableHeader {

  private static final String VERSION_KEY = "IVOA.VOTable-Parquet.version";
  private static final String CONTENT_KEY = "IVOA.VOTable-Parquet.content";

  private static final Map<DataType, String> SCALARS =
      Map.of(
          DataTypes.BooleanType, "boolean",
          DataTypes.ByteType, "short",
          DataTypes.ShortType, "short",
          DataTypes.IntegerType, "int",
          DataTypes.LongType, "long",
          DataTypes.FloatType, "float",
          DataTypes.DoubleType, "double");

  private VoTableHeader() {}

  /**
   * The entries of a Parquet footer with the VOTable and with the lengths of texts and bytes for
   * astropy, whose reader fails at null texts and null bytes without them.
   *
   * @param longest length of the longest value, by column of text or bytes, as far as it is known
   * @param identity the run that makes the table, if it is known
   */
  public static Map<String, String> footer(
      StructType schema, Map<String, Integer> longest, Optional<RunIdentity> identity) {
    Map<String, String> entries = new HashMap<>();
    entries.put(VERSION_KEY, "1.0");
    entries.put(CONTENT_KEY, xml(schema, longest, identity));
    longest.forEach((name, n) -> entries.put("table::len::" + name, String.valueOf(n)));
    return entries;
  }

  private static String xml(
      StructType schema, Map<String, Integer> longest, Optional<RunIdentity> identity) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("VOTABLE");
      xml.writeAttribute("version", "1.4");
      xml.writeDefaultNamespace("http://www.ivoa.net/xml/VOTable/v1.3");
      xml.writeStartElement("RESOURCE");
      xml.writeAttribute("type", "results");
      // The schema of VOTable has INFO before COOSYS.
      if (identity.isPresent()) {
        info(xml, "job", identity.get().job());
        info(xml, "version", identity.get().version());
        info(xml, "started", identity.get().started().toString());
      }
      xml.writeEmptyElement("COOSYS");
      xml.writeAttribute("ID", "icrs");
      xml.writeAttribute("system", "ICRS");
      xml.writeStartElement("TABLE");
      for (StructField field : schema.fields()) {
        field(xml, field, longest.get(field.name()));
      }
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Cannot write the VOTable of " + schema, e);
    }
    return text.toString();
  }

  private static void field(XMLStreamWriter xml, StructField field, Integer longest)
      throws XMLStreamException {
    boolean isArray = field.dataType() instanceof ArrayType;
    DataType element =
        field.dataType() instanceof ArrayType array ? array.elementType() : field.dataType();
    String scalar = element.equals(DataTypes.BinaryType) ? "unsignedByte" : SCALARS.get(element);
    xml.writeStartElement("FIELD");
    xml.writeAttribute("name", field.name());
    xml.writeAttribute("datatype", scalar == null ? "char" : scalar);
    if (isArray || scalar == null || element.equals(DataTypes.BinaryType)) {
      xml.writeAttribute("arraysize", longest == null ? "*" : longest + "*");
    }
    attribute(xml, "unit", Columns.unit(field));
    String ucd = Columns.ucd(field);
    attribute(xml, "ucd", ucd);
    attribute(xml, "ref", ucd.startsWith("pos.eq.") ? "icrs" : "");
    if (field.getComment().isDefined()) {
      xml.writeStartElement("DESCRIPTION");
      xml.writeCharacters(field.getComment().get());
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static void info(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeEmptyElement("INFO");
    xml.writeAttribute("name", name);
    xml.writeAttribute("value", value);
  }

  private static void attribute(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    if (!value.isEmpty()) {
      xml.writeAttribute(name, value);
    }
  }
}
