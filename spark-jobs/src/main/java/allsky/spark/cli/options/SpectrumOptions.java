package allsky.spark.cli.options;

import allsky.spark.columns.ColumnChoice;
import allsky.spark.table.SpectrumTable;
import picocli.CommandLine.Option;

/** The options that name the columns of --spectra and choose the spectra that may label. */
public final class SpectrumOptions {

  @Option(
      names = "--spectra-hdu",
      paramLabel = "N",
      description = "The table of a FITS file or VOTable of --spectra, as for --hdu.")
  public String hdu;

  @Option(
      names = "--spectra-ra-column",
      paramLabel = "NAME",
      description = "Right ascension of --spectra, degrees.")
  private String ra;

  @Option(
      names = "--spectra-dec-column",
      paramLabel = "NAME",
      description = "Declination of --spectra, degrees.")
  private String dec;

  @Option(
      names = "--spectra-key-column",
      paramLabel = "NAME",
      description = "Key of --spectra (else specobjid, targetid ..., else as for --key-column).")
  private String key;

  @Option(
      names = "--spectra-class-column",
      paramLabel = "NAME",
      description =
          "Class of --spectra: text STAR, GALAXY or QSO (else class, spectype or spclass, where at"
              + " least half of the values looked at are such). none: nothing is labelled and the"
              + " partner's columns are joined, as where there is no class.")
  private String label;

  @Option(
      names = "--keep-redshift-warnings",
      description = "Let spectra label whose zwarning is not 0.")
  private boolean keepRedshiftWarnings;

  @Option(
      names = "--keep-repeats",
      description = "Let spectra label that are not the primary ones of their objects.")
  private boolean keepRepeats;

  @Option(
      names = "--min-signal",
      paramLabel = "SN",
      defaultValue = "0",
      description = "Least sn_median_all of a spectrum that may label; 0 takes all.")
  private double minSignal;

  public ColumnChoice choice() {
    return ColumnChoice.ofNullable(ra, dec, key, label);
  }

  public SpectrumTable.Cuts cuts() {
    return new SpectrumTable.Cuts(keepRedshiftWarnings, keepRepeats, minSignal);
  }
}
