package allsky.spark.catalog.votable;

import allsky.UserError;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The elements and texts of an XML file, one after the other. No DTD is read and no entity beyond
 * those of XML itself is known, so the file can name no other file, and its texts cannot grow.
 */
final class VoXml implements Closeable {

  /** Characters of one cell or description that a task can hold in memory. */
  private static final int MAX_TEXT = 1 << 26;

  private static final String LIMIT = "http://www.oracle.com/xml/jaxp/properties/";

  private final String file;
  private final InputStream stream;
  private final XMLStreamReader xml;

  /**
   * @param file what messages call the file
   * @throws UserError where the first bytes are no XML
   */
  VoXml(String file, InputStream stream) {
    this.file = file;
    this.stream = stream;
    try {
      this.xml = factory().createXMLStreamReader(withoutBlanks(stream));
    } catch (XMLStreamException | IOException e) {
      throw damaged(e);
    }
  }

  /** XML allows no blank line above its declaration; files that people edited have some. */
  private static InputStream withoutBlanks(InputStream stream) throws IOException {
    PushbackInputStream rest = new PushbackInputStream(new BufferedInputStream(stream, 1 << 16));
    int first = rest.read();
    while (first == ' ' || first == '\t' || first == '\n' || first == '\r') {
      first = rest.read();
    }
    if (first >= 0) {
      rest.unread(first);
    }
    return rest;
  }

  private static XMLInputFactory factory() {
    // The JDK's own, whichever other is on Spark's class path: their limits differ.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    // Without a DTD only &amp; and the like are counted here, of which a large table has many.
    factory.setProperty(LIMIT + "entityExpansionLimit", "0");
    factory.setProperty(LIMIT + "totalEntitySizeLimit", "0");
    return factory;
  }

  /**
   * Goes to the next event.
   *
   * @return one of {@link XMLStreamConstants}
   * @throws UserError where the XML is damaged or cut off
   */
  int next() {
    try {
      return xml.next();
    } catch (XMLStreamException | RuntimeException e) {
      // Some damage reaches the caller as an unchecked exception of the JDK's parser.
      throw damaged(e);
    }
  }

  /** Goes to the next start of an element; false at the end of the file. */
  boolean nextElement() {
    int event = next();
    while (event != XMLStreamConstants.START_ELEMENT) {
      if (event == XMLStreamConstants.END_DOCUMENT) {
        return false;
      }
      event = next();
    }
    return true;
  }

  /** The name of the element that starts or ends here, without a prefix. */
  String element() {
    return xml.getLocalName();
  }

  /** An attribute of the element that starts here, without blanks around it; empty without it. */
  String attribute(String name) {
    String value = xml.getAttributeValue(null, name);
    return value == null ? "" : value.strip();
  }

  /** The characters here, in pieces of the parser's buffer. */
  String characters() {
    return xml.getText();
  }

  static boolean isCharacters(int event) {
    return event == XMLStreamConstants.CHARACTERS
        || event == XMLStreamConstants.CDATA
        || event == XMLStreamConstants.SPACE;
  }

  /** The text of the element that starts here, up to its end, without the elements within it. */
  String text() {
    StringBuilder text = new StringBuilder();
    int depth = 1;
    while (depth > 0) {
      int event = next();
      if (isCharacters(event)) {
        text.append(characters());
        if (text.length() > MAX_TEXT) {
          throw fault("the text at line " + line() + " is too long for a cell");
        }
      } else if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
    return text.toString().strip();
  }

  /** The line of the file that is being read, from 1. */
  int line() {
    return xml.getLocation().getLineNumber();
  }

  /** A mistake in the file. */
  UserError fault(String reason) {
    return new UserError("Cannot read " + file + ": " + reason + ".");
  }

  private UserError damaged(Exception e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    String reason = message.replaceFirst("(?s)^ParseError at .*?Message: ", "");
    String where = xml == null ? "" : " at line " + line();
    return new UserError(
        "Cannot read %s: its XML is damaged or cut off%s: %s"
            .formatted(file, where, reason.lines().findFirst().orElse("")),
        e);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
