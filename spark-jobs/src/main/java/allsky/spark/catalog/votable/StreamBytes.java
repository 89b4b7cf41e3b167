package allsky.spark.catalog.votable;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLStreamConstants;

/** The characters of a STREAM element without spaces and line ends, one byte for each. */
// The base64 decoder reads single bytes.
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
   * @param xml a reader at the start of STREAM
   * @throws allsky.UserError if its encoding is not known
   */
  static InputStream decoded(VoXml xml) throws IOException {
    String encoding = xml.attribute("encoding");
    List<String> steps = Arrays.asList(encoding.toLowerCase(Locale.ROOT).split("\\s+"));
    if (!steps.contains("base64") || !List.of("base64", "gzip").containsAll(steps)) {
      throw xml.fault(
          "its rows have the encoding '"
              + encoding
              + "'; only base64 is supported, with or without gzip");
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
          // The decoder rejects characters that are not base64.
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
