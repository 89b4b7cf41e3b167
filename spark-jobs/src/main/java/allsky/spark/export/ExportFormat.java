package allsky.spark.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import uk.ac.starlink.ecsv.EcsvTableWriter;
import uk.ac.starlink.table.StarTableWriter;
import uk.ac.starlink.table.formats.CsvTableWriter;
import uk.ac.starlink.votable.DataFormat;
import uk.ac.starlink.votable.UnifiedFitsTableWriter;
import uk.ac.starlink.votable.VOTableVersion;
import uk.ac.starlink.votable.VOTableWriter;

/** A format of exported files. All but CSV keep units, UCDs and descriptions. */
public enum ExportFormat {
  /** A binary table; the primary HDU has the columns as a VOTable, which TOPCAT reads too. */
  FITS("fits?"),
  /** VOTable 1.4 with the rows in TABLEDATA, which also programs in a browser read. */
  VOTABLE("vot|votable|xml"),
  CSV("csv"),
  ECSV("ecsv");

  /** A regular expression of the endings. */
  private final String endings;

  ExportFormat(String endings) {
    this.endings = endings;
  }

  /** The format that the ending of a file's name says. */
  public static Optional<ExportFormat> ofFile(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(format -> lower.matches(".*[.](" + format.endings + ")"))
        .findFirst();
  }

  StarTableWriter writer() {
    return switch (this) {
      case FITS -> new UnifiedFitsTableWriter();
      case VOTABLE -> new VOTableWriter(DataFormat.TABLEDATA, true, VOTableVersion.V14);
      case CSV -> csv();
      case ECSV -> EcsvTableWriter.SPACE_WRITER;
    };
  }

  private static CsvTableWriter csv() {
    CsvTableWriter writer = new CsvTableWriter(true);
    writer.setMaxFieldChars(Integer.MAX_VALUE);
    return writer;
  }
}
