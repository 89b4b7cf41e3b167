package allsky.spark.job;

import allsky.spark.crossmatch.MatchMode;
import picocli.CommandLine.Option;

/** The options that say which pairs make a match and how the matches are written. */
final class MatchOptions {

  @Option(
      names = "--radius-arcsec",
      paramLabel = "R",
      defaultValue = "2",
      description = "Largest separation of a match, 0 to 648000.")
  double radiusArcsec;

  @Option(
      names = "--match",
      paramLabel = "MODE",
      defaultValue = "best",
      description =
          "best: each source's nearest; mutual: each the other's nearest; all: every pair.")
  MatchMode mode;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Decides with the source's key which split it goes to, 8:1:1.")
  long seed;

  @Option(
      names = "--exclude-ambiguous",
      description =
          "Leave out matches whose source or partner has another within the radius"
              + " (else their candidates or source_candidates are above 1).")
  boolean excludeAmbiguous;

  @Option(
      names = "--match-prefix",
      paramLabel = "TEXT",
      defaultValue = "match_",
      description = "Before the partner's column names, where it has no class.")
  String matchPrefix;

  @Option(
      names = "--largest-index",
      paramLabel = "ROWS",
      defaultValue = "20000000",
      description = "Most rows of the smaller catalog; each takes 60 bytes on every executor.")
  long largestIndex;
}
