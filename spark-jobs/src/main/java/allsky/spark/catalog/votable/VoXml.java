package allsky.spark.catalog.votable;

import allsky.Causes;
import allsky.UserError;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Iterates over the elements and texts of an XML file. DTDs are not read and only the entities of
 * XML itself are known, so that a file can neither refer to other files nor expand its texts.
 */
final class VoXml implements Closeable {

  /** The largest number of characters in one cell or description. */
  private static final int MAX_TEXT = 1 << 26;

  private static final int BUFFER_BYTES = 1 << 16;

  /** The first bytes, in which the encoding is declared. */
  private static final int DECLARATION_BYTES = 512;

  private static final Pattern ENCODING =
      Pattern.compile("<\\?xml\\s[^>]*?encoding\\s*=\\s*[\"']([^\"']*)");

  private static final char BYTE_ORDER_MARK = '\ufeff';

  private static final String LIMIT = "http://www.oracle.com/xml/jaxp/properties/";

  private final String file;
  private final InputStream stream;
  private final XMLStreamReader xml;

  /**
   * @param file the name of the file in messages
   * @throws UserError if the first bytes are not XML
   */
  VoXml(String file, InputStream stream) {
    this.file = file;
    this.stream = stream;
    try {
      this.xml = factory().createXMLStreamReader(decoded(stream));
    } catch (XMLStreamException | IOException e) {
      throw damaged(e);
    }
  }

  /** The characters of the file; bytes that are not valid in its encoding are rejected. */
  private static Reader decoded(InputStream stream) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(stream, BUFFER_BYTES);
    bytes.mark(DECLARATION_BYTES);
    String head = new String(bytes.readNBytes(DECLARATION_BYTES), StandardCharsets.ISO_8859_1);
    bytes.reset();
    Matcher declared = ENCODING.matcher(head);
    try {
      Charset charset =
          declared.find() ? Charset.forName(declared.group(1)) : StandardCharsets.UTF_8;
      return withoutBlanks(new InputStreamReader(bytes, charset.newDecoder()));
    } catch (IllegalArgumentException e) {
      throw new IOException("the encoding " + declared.group(1) + " is not known", e);
    }
  }

  /**
   * Skips blank lines before the XML declaration. XML does not allow them, but edited files have
   * them.
   */
  private static Reader withoutBlanks(Reader characters) throws IOException {
    PushbackReader rest = new PushbackReader(new BufferedReader(characters, BUFFER_BYTES));
    int first = rest.read();
    while (first == BYTE_ORDER_MARK || Character.isWhitespace(first)) {
      first = rest.read();
    }
    if (first >= 0) {
      rest.unread(first);
    }
    return rest;
  }

  private static XMLInputFactory factory() {
    // Uses the JDK's own parser, because the limits of other parsers on Spark's class path differ.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    // Without a DTD this limit counts only entities such as &amp;, and a large table has many of
    // them.
    factory.setProperty(LIMIT + "entityExpansionLimit", "0");
    factory.setProperty(LIMIT + "totalEntitySizeLimit", "0");
    return factory;
  }

  /**
   * Moves to the next event.
   *
   * @return one of {@link XMLStreamConstants}
   * @throws UserError if the XML is damaged or truncated
   */
  int next() {
    try {
      return xml.next();
    } catch (XMLStreamException | RuntimeException e) {
      // The JDK's parser reports some damage as an unchecked exception.
      throw damaged(e);
    }
  }

  /** Moves to the next start of an element; false at the end of the file. */
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

  /** An attribute of the element that starts here, stripped; empty if there is none. */
  String attribute(String name) {
    String value = xml.getAttributeValue(null, name);
    return value == null ? "" : value.strip();
  }

  /** The characters at this event, which may be part of a longer text. */
  String characters() {
    return xml.getText();
  }

  static boolean isCharacters(int event) {
    return event == XMLStreamConstants.CHARACTERS
        || event == XMLStreamConstants.CDATA
        || event == XMLStreamConstants.SPACE;
  }

  /** The text of the element that starts here, without the elements within it. */
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

  /** The error for a mistake in the file. */
  UserError fault(String reason) {
    return new UserError("Cannot read " + file + ": " + reason + ".");
  }

  private UserError damaged(Exception e) {
    String where = xml == null ? "" : " at line " + line();
    return new UserError(
        "Cannot read %s: its XML is damaged or truncated%s: %s".formatted(file, where, reason(e)),
        e);
  }

  private static String reason(Exception e) {
    if (Causes.of(e).anyMatch(CharacterCodingException.class::isInstance)) {
      return "it has bytes that are not valid in its encoding";
    }
    String message = e instanceof RuntimeException || e.getMessage() == null ? "" : e.getMessage();
    String reason = Causes.firstLine(message.replaceFirst("(?s)^ParseError at .*?Message: ", ""));
    return reason.isEmpty() ? "it cannot be parsed" : reason;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
