package allsky.spark.job;

import allsky.spark.catalog.Catalog;
import allsky.spark.catalog.CatalogDescription;
import allsky.spark.catalog.CatalogReader;
import allsky.spark.crossmatch.CrossMatch;
import allsky.spark.crossmatch.MatchRows;
import allsky.spark.crossmatch.MatchSummary;
import allsky.spark.run.OutputFolder;
import allsky.spark.table.SourceTable;
import allsky.spark.table.SpectrumTable;
import allsky.spark.table.TableFolder;
import allsky.spark.table.TableInput;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds the spectrum, or the row of any other catalog, at the position of each source. */
@Command(
    name = "crossmatch",
    description = {
      "Pair sources with the spectra at their positions and give them the spectra's labels.",
      "Both inputs may be Parquet (plain, partitioned, HATS), a FITS binary table, an IPAC table,",
      "AllWISE's bulk files or CSV; --describe says what they are taken for."
    })
final class Crossmatch extends Job {

  @Mixin private SourceOptions sources;

  @Option(
      names = "--spectra",
      required = true,
      paramLabel = "PATH",
      description = "Catalog of spectra with a class, such as SDSS's specObj, or any catalog.")
  private String spectra;

  @Mixin private OutputOptions output;

  @Mixin private MatchOptions options;

  @Mixin private SpectrumOptions spectrumOptions;

  // Help, to picocli, is what needs none of the required options.
  @Option(
      names = "--describe",
      help = true,
      description = "Print what the inputs are taken for, and stop. Needs no --output.")
  private boolean describe;

  @Override
  protected void work() {
    TableInput left = TableInput.sources(sources.path);
    TableInput right = TableInput.spectra(spectra);
    if (describe) {
      describe(left, right);
      return;
    }
    check(
        options.radiusArcsec >= 0 && options.radiusArcsec <= 648_000,
        "Invalid --radius-arcsec (0 to 648000): %s",
        options.radiusArcsec);
    output.refuseInput(left);
    output.refuseInput(right);
    OutputFolder folder = output(output.path, output.overwrite);
    SourceTable table = sources.read(spark());
    Catalog partners = CatalogReader.read(spark(), right);
    MatchSummary summary =
        SpectrumTable.hasClass(partners.rows(), right, spectrumOptions.choice())
            ? label(table, partners, right, folder)
            : join(table, partners, right, folder);
    folder.write(MatchSummary.FILE, summary.toJson());
    folder.finish();
    summary.lines().forEach(line -> print("%s", line));
  }

  private MatchSummary label(
      SourceTable left, Catalog partners, TableInput right, OutputFolder folder) {
    SpectrumTable spectrumTable =
        CatalogReader.spectra(partners, right, spectrumOptions.choice(), spectrumOptions.cuts());
    try (CrossMatch match = match(left, spectrumTable.accepted())) {
      Dataset<Row> rows = MatchRows.labelled(chosen(match), left, options.seed);
      return MatchSummary.labelled(match, spectrumTable, written(rows, folder));
    }
  }

  private MatchSummary join(
      SourceTable left, Catalog partners, TableInput right, OutputFolder folder) {
    say("%s has no class: its columns are joined, nothing is labelled", right);
    SourceTable table = CatalogReader.sources(partners, right, spectrumOptions.choice());
    try (CrossMatch match = match(left, table)) {
      Dataset<Row> rows = MatchRows.joined(chosen(match), left, table, options.matchPrefix);
      return MatchSummary.joined(match, written(rows, folder));
    }
  }

  private CrossMatch match(SourceTable left, SourceTable right) {
    return new CrossMatch(left, right, options.mode, options.radiusArcsec, options.largestIndex);
  }

  private Dataset<Row> chosen(CrossMatch match) {
    Dataset<Row> pairs = match.pairs();
    return options.excludeAmbiguous ? pairs.filter(MatchRows.isUnambiguous()) : pairs;
  }

  private Dataset<Row> written(Dataset<Row> rows, OutputFolder folder) {
    folder.startAfresh(identity(), output.overwrite);
    TableFolder.write(rows, folder, identity());
    return spark().read().parquet(folder.path());
  }

  private void describe(TableInput left, TableInput right) {
    List<String> lines = new ArrayList<>();
    if (sources.path != null) {
      lines.addAll(CatalogDescription.ofSources(spark(), left, sources.choice()));
    }
    if (spectra != null) {
      lines.addAll(
          CatalogDescription.ofSpectra(
              spark(), right, spectrumOptions.choice(), spectrumOptions.cuts()));
    }
    lines.forEach(line -> print("%s", line));
  }
}
