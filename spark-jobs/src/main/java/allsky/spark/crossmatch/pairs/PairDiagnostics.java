package allsky.spark.crossmatch.pairs;

import allsky.spark.crossmatch.control.ChanceAlignments;
import allsky.spark.crossmatch.request.BySide;
import allsky.spark.table.RejectedTable.Rejection;
import java.util.List;
import java.util.Optional;

/**
 * What a search for pairs tells besides the pairs.
 *
 * @param inputs what was seen of each input
 * @param chance empty where not measured
 * @param whyNoChance why chance alignments cannot be measured for these catalogs or this radius;
 *     empty where they can
 * @param crowd the most rows at one position, where they are a crowd
 */
public record PairDiagnostics(
    BySide<Input> inputs,
    Optional<ChanceAlignments> chance,
    Optional<String> whyNoChance,
    Optional<Crowd> crowd) {

  /**
   * What was seen of one input.
   *
   * @param counts all its rows
   * @param rejections the rows that pair with nothing; empty where they were not kept
   * @param repeatedKeys keys that occur in more than one row; 0 where not counted
   */
  public record Input(
      PositionCounts counts, Optional<List<Rejection>> rejections, long repeatedKeys) {

    /** An input of which only the rows were counted. */
    public static Input counted(PositionCounts counts) {
      return new Input(counts, Optional.empty(), 0);
    }
  }
}
