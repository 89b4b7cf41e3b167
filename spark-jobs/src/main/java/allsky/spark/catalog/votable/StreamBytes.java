package allsky.spark.catalog.votable;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLStreamConstants;

/** The characters of a STREAM element, less blanks and line ends, a byte each. */
// The decoder of base64 reads single bytes.
@SuppressWarnings("InputStreamSlowMultibyteRead")
final class StreamBytes extends InputStream {

  private final VoXml xml;
  private String characters = "";
  private int position;
  private boolean isAtEnd;

  private StreamBytes(VoXml xml) {
    this.xml = xml;
  }

  /**
   * The decoded bytes of a STREAM (section 5.4).
   *
   * @param xml at the start of STREAM
   * @throws allsky.UserError where its encoding is not known
   */
  static InputStream decoded(VoXml xml) throws IOException {
    String encoding = xml.attribute("encoding");
    List<String> steps = Arrays.asList(encoding.toLowerCase(Locale.ROOT).split("\\s+"));
    if (!steps.contains("base64") || !List.of("base64", "gzip").containsAll(steps)) {
      throw xml.fault(
          "its rows have the encoding '" + encoding + "'; base64 is known, with or without gzip");
    }
    InputStream bytes = Base64.getDecoder().wrap(new StreamBytes(xml));
    return steps.contains("gzip") ? new GZIPInputStream(bytes) : bytes;
  }

  @Override
  public int read() throws IOException {
    while (!isAtEnd) {
      if (position == characters.length()) {
        readOn();
      } else {
        char next = characters.charAt(position++);
        if (next > ' ') {
          // What is no base64 is refused by its decoder.
          return next < 128 ? next : '!';
        }
      }
    }
    return -1;
  }

  private void readOn() {
    int event = xml.next();
    isAtEnd = event == XMLStreamConstants.END_ELEMENT;
    characters = VoXml.isCharacters(event) ? xml.characters() : "";
    position = 0;
  }
}
