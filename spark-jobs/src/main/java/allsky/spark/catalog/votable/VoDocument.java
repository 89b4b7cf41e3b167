package allsky.spark.catalog.votable;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * What a VOTable file holds, found out in one pass that also shows that its XML is sound.
 *
 * @param tables those with fields, in the order of the file
 * @param notes what the archive says of the rows, a sentence each
 */
public record VoDocument(List<VoTable> tables, List<String> notes) {

  /**
   * Reads a file from its first byte to its last; rows are passed over.
   *
   * @param file what messages call the file
   * @throws allsky.UserError where the XML is damaged, a field is none, or the archive's service
   *     reports an error in place of a table
   */
  public static VoDocument read(String file, InputStream stream) throws IOException {
    try (VoXml xml = new VoXml(file, stream)) {
      return new VoDocumentScan(xml).document();
    }
  }
}
