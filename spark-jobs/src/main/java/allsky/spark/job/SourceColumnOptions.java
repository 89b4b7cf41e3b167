package allsky.spark.job;

import allsky.spark.table.ColumnChoice;
import picocli.CommandLine.Option;

/** The options that name the columns of --sources, where their archive's names are not known. */
final class SourceColumnOptions {

  @Option(
      names = "--ra-column",
      paramLabel = "NAME",
      description = "Right ascension of --sources, degrees (else ra, raj2000, plug_ra, ...).")
  private String ra;

  @Option(
      names = "--dec-column",
      paramLabel = "NAME",
      description = "Declination of --sources, degrees (else dec, dej2000, plug_dec, ...).")
  private String dec;

  @Option(
      names = "--key-column",
      paramLabel = "NAME",
      description =
          "Key of --sources (else cntr, source_id, designation, objid, ...; a CSV without any"
              + " gets row numbers).")
  private String key;

  ColumnChoice choice() {
    return ColumnChoice.ofNullable(ra, dec, key, null);
  }
}
