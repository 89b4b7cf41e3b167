package allsky.spark.crossmatch.pairs;

import allsky.spark.crossmatch.control.ChanceAlignments;
import allsky.spark.crossmatch.request.BySide;
import allsky.spark.table.RejectedTable.Rejection;
import java.util.List;
import java.util.Optional;

/**
 * The diagnostics of a search for pairs.
 *
 * @param inputs the diagnostics of each input
 * @param chance empty if not measured
 * @param whyNoChance why chance alignments cannot be measured for these catalogs or this radius;
 *     empty if they can
 * @param crowd the largest number of rows at one position, if it is a crowd
 */
public record PairDiagnostics(
    BySide<Input> inputs,
    Optional<ChanceAlignments> chance,
    Optional<String> whyNoChance,
    Optional<Crowd> crowd) {

  /**
   * The diagnostics of one input.
   *
   * @param counts all its rows
   * @param rejections the rejected rows; empty if they were not kept
   * @param repeatedKeys number of keys that occur in more than one row; 0 if not counted
   */
  public record Input(
      PositionCounts counts, Optional<List<Rejection>> rejections, long repeatedKeys) {

    /** An input of which only the rows were counted. */
    public static Input counted(PositionCounts counts) {
      return new Input(counts, Optional.empty(), 0);
    }
  }
}
