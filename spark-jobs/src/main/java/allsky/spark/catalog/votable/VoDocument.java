package allsky.spark.catalog.votable;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The tables and notes of a VOTable file, read in one pass that also checks its XML.
 *
 * @param tables the tables with fields, in the order of the file
 * @param notes the archive's remarks on the rows, a sentence each
 */
public record VoDocument(List<VoTable> tables, List<String> notes) {

  /**
   * Reads a file to its end, without its rows.
   *
   * @param file the name of the file in messages
   * @throws allsky.UserError if the XML is damaged, a field is not valid, or the file is an error
   *     report of the archive
   */
  public static VoDocument read(String file, InputStream stream) throws IOException {
    try (VoXml xml = new VoXml(file, stream)) {
      return new VoDocumentScan(xml).document();
    }
  }
}
