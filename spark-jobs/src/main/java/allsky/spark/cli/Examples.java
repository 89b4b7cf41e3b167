package allsky.spark.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Two examples for each job, at the end of its help. */
final class Examples {

  private static final Map<String, List<String>> OF_JOBS =
      Map.ofEntries(
          Map.entry(
              "simulate-sky",
              List.of(
                  "bin/allsky simulate-sky --output run/sky",
                  "bin/allsky simulate-sky --output run/sky --tiles 2 --tile-pixels 512"
                      + " --labelled-per-tile 90")),
          Map.entry(
              "check-sky",
              List.of(
                  "bin/allsky check-sky --sources run/matches",
                  "bin/allsky check-sky --sources catalog.fits --label-column class")),
          Map.entry(
              "fetch-tiles",
              List.of(
                  "bin/allsky fetch-tiles --sources catalog.parquet --tiles tiles --dry-run",
                  "bin/allsky fetch-tiles --coadd-ids 0000p000_ac51 --tiles tiles --bands W1,W2")),
          Map.entry(
              "crossmatch",
              List.of(
                  "bin/allsky crossmatch --sources a.fits --spectra b.csv --output matches",
                  "bin/allsky crossmatch --sources a.fits --spectra b.csv --output matches"
                      + " --radius-arcsec 3 --match all")),
          Map.entry(
              "stack-cutouts",
              List.of(
                  "bin/allsky stack-cutouts --sources run/matches --tiles run/sky/tiles --output run/cutouts",
                  "bin/allsky stack-cutouts --sources run/matches --tiles run/sky/tiles --output run/cutouts"
                      + " --preview 8")),
          Map.entry(
              "train-iicnet",
              List.of(
                  "bin/allsky train-iicnet --cutouts run/cutouts --model run/model --recipe best",
                  "bin/allsky train-iicnet --cutouts run/cutouts --model run/model --recipe best --resume")),
          Map.entry(
              "compare-networks",
              List.of(
                  "bin/allsky compare-networks --cutouts run/cutouts --networks iicnet,iicnet-lite"
                      + " --output run/comparison",
                  "bin/allsky compare-networks --cutouts run/cutouts --networks iicnet --input-sides 40,80"
                      + " --output run/comparison --seeds 3")),
          Map.entry(
              "evaluate-iicnet",
              List.of(
                  "bin/allsky evaluate-iicnet --cutouts run/cutouts --output run/evaluation",
                  "bin/allsky evaluate-iicnet --cutouts run/cutouts --model run/model --output run/evaluation")),
          Map.entry(
              "classify-allsky",
              List.of(
                  "bin/allsky classify-allsky --sources run/sky/allwise --tiles run/sky/tiles"
                      + " --output run/predictions",
                  "bin/allsky classify-allsky --cutouts run/cutouts --model run/model --output run/predictions")),
          Map.entry(
              "train-spectra",
              List.of(
                  "bin/allsky train-spectra --spectra run/sky/spectra --model run/spectra-model",
                  "bin/allsky train-spectra --spectra run/sky/spectra --model run/spectra-model --resume")),
          Map.entry(
              "classify-spectra",
              List.of(
                  "bin/allsky classify-spectra --spectra run/sky/spectra --model run/spectra-model"
                      + " --output run/classified",
                  "bin/allsky classify-spectra --spectra run/sky/spectra --model run/spectra-model"
                      + " --output run/classified --overwrite")),
          Map.entry(
              "report",
              List.of(
                  "bin/allsky report --run run --output run/report/index.html",
                  "bin/allsky report --run run --output report.html --overwrite")),
          Map.entry(
              "sql",
              List.of(
                  "bin/allsky sql --run run -e 'select class, count(*) from predictions group by class'",
                  "bin/allsky sql --run run --format csv -e 'select * from matches limit 10'")),
          Map.entry(
              "export",
              List.of(
                  "bin/allsky export --table run/predictions --output predictions.fits",
                  "bin/allsky export --table run/matches --output matches.csv --where 'w1mpro < 15'")),
          Map.entry(
              "map-sky",
              List.of(
                  "bin/allsky map-sky --sources run/predictions --output maps.fits --moc coverage.fits",
                  "bin/allsky map-sky --sources catalog.fits --output density.fits --order 8")),
          Map.entry(
              "check-devices",
              List.of("bin/gpu-check", "bin/allsky check-devices --steps 2 --classify 100")),
          Map.entry(
              "status", List.of("bin/allsky status run/predictions", "bin/allsky status run")),
          Map.entry(
              "doctor",
              List.of(
                  "bin/allsky doctor", "bin/allsky --master spark://host:7077 doctor --network")));

  private Examples() {}

  /** Adds the examples to the help of the jobs. */
  static void addTo(CommandLine allsky) {
    OF_JOBS.forEach(
        (job, examples) ->
            allsky
                .getSubcommands()
                .get(job)
                .getCommandSpec()
                .usageMessage()
                .footerHeading("%nExamples:%n")
                .footer(examples.stream().map(Examples::line).toArray(String[]::new)));
  }

  private static String line(String example) {
    return "  " + example;
  }
}
