package allsky.spark.cli.options;

import allsky.spark.crossmatch.request.JoinKind;
import allsky.spark.crossmatch.request.MatchMode;
import allsky.spark.crossmatch.request.MatchRequest;
import allsky.spark.crossmatch.request.MatchRule;
import allsky.spark.crossmatch.request.RowValue;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The option that finds the groups of one catalog. */
@Heading.Under(Heading.MATCHING)
final class GroupOptions {

  @Option(
      names = "--groups",
      description =
          "Write the sources with the group that each is in (group_id, group_size), instead of pairs. Two"
              + " sources are in one group if a chain of pairs connects them. Only with --exclude-self."
              + " With --join left, also the sources in no group.")
  private boolean isAsked;

  /** True if groups are written. */
  boolean isAsked() {
    return isAsked;
  }

  /**
   * @throws allsky.UserError where another option contradicts
   */
  void check(MatchRule rule, JoinKind join, boolean excludesAmbiguous) {
    if (!isAsked) {
      return;
    }
    OptionCheck.check(
        rule.compares(RowValue.KEY),
        "Invalid --groups (only with --exclude-self, and the same catalog as --sources and"
            + " --spectra).");
    OptionCheck.check(
        join == JoinKind.INNER || join == JoinKind.LEFT,
        "Invalid --join %s (inner or left with --groups).",
        join.name().toLowerCase(Locale.ROOT));
    OptionCheck.check(
        rule.mode() == MatchMode.BEST || rule.mode() == MatchMode.ALL,
        "Invalid --match %s (not with --groups, where every pair counts).",
        rule.selection());
    OptionCheck.check(
        !excludesAmbiguous,
        "Invalid --exclude-ambiguous (not with --groups, where every pair counts).");
    OptionCheck.check(!rule.counterparts().isAsked(), "Invalid --probability (not with --groups).");
  }

  /** The same request, with groups where they are asked for. */
  MatchRequest request(MatchRequest request) {
    return isAsked ? request.findingGroups() : request;
  }
}
