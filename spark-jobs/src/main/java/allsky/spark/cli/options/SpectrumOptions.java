package allsky.spark.cli.options;

import allsky.spark.columns.ColumnChoice;
import allsky.spark.table.SpectrumTable;
import picocli.CommandLine.Option;

/** The options that name the columns of --spectra and choose the spectra that give labels. */
@Heading.Under(Heading.SPECTRA)
public final class SpectrumOptions {

  @Option(names = "--spectra-hdu", paramLabel = "N", description = "Same as --hdu, for --spectra.")
  public String hdu;

  @Option(
      names = "--spectra-ra-column",
      paramLabel = "NAME",
      description = "Same as --ra-column, for --spectra.")
  private String ra;

  @Option(
      names = "--spectra-dec-column",
      paramLabel = "NAME",
      description = "Same as --dec-column, for --spectra.")
  private String dec;

  @Option(
      names = "--spectra-key-column",
      paramLabel = "NAME",
      description =
          "Column that identifies a spectrum. Default: specobjid, targetid or another "
              + "known name. If there is none: as for --key-column.")
  private String key;

  @Option(
      names = "--spectra-class-column",
      paramLabel = "NAME",
      description =
          "Column with the class: STAR, GALAXY or QSO. Default: class, spectype or "
              + "spclass, if at least half of the sampled values are classes. Without such a "
              + "column, or with none, sources get no label, and the columns of --spectra are "
              + "joined.")
  private String label;

  @Option(
      names = "--keep-redshift-warnings",
      description = "Also take labels from spectra with a redshift warning (zwarning is not 0).")
  private boolean keepRedshiftWarnings;

  @Option(
      names = "--keep-repeats",
      description =
          "Also take labels from repeats: spectra that are not the primary spectrum of "
              + "their object.")
  private boolean keepRepeats;

  @Option(
      names = "--min-signal",
      paramLabel = "SN",
      defaultValue = "0",
      description =
          "Minimum median signal-to-noise ratio (sn_median_all) of a spectrum that "
              + "gives a label. 0: no minimum.")
  private double minSignal;

  public ColumnChoice choice() {
    return ColumnChoice.ofNullable(ra, dec, key, label);
  }

  public SpectrumTable.Cuts cuts() {
    return new SpectrumTable.Cuts(keepRedshiftWarnings, keepRepeats, minSignal);
  }
}
