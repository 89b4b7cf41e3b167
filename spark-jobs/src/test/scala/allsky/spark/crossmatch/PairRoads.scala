package allsky.spark.crossmatch

import allsky.spark.crossmatch.request.{BySide, JoinKind, MatchInput, MatchRequest, MatchRule, Side}
import org.apache.spark.sql.Row
import org.apache.spark.sql.functions.col

/** Every road on which pairs are found; each must give the rows of brute force. */
trait PairRoads extends BruteForce {

  /**
   * A road, by the limits that lead to it.
   *
   * @param fewLeft true if the smaller catalog, which is indexed, is the left one
   */
  case class Road(
      name: String,
      fewLeft: Boolean,
      maxIndexRows: Long = 1000000,
      maxNeighbours: Int = 200,
      maxCarriedBytes: Long = 64 << 20
  )

  val roads: Seq[Road] = Seq(
    Road("an index of the left side", fewLeft = true),
    Road("an index of the right side", fewLeft = false),
    Road("shuffled hits, the left side indexed", fewLeft = true, maxCarriedBytes = 100),
    Road("shuffled hits, the right side indexed", fewLeft = false, maxCarriedBytes = 100),
    Road("an index of crowds, the left side indexed", fewLeft = true, maxNeighbours = 0),
    Road("an index of crowds, the right side indexed", fewLeft = false, maxNeighbours = 0),
    Road("fields", fewLeft = true, maxIndexRows = 0),
    Road("fields that are all crowds", fewLeft = false, maxIndexRows = 0, maxNeighbours = 0)
  )

  /** Rows at the places of the first of other rows. */
  def atPlacesOf(rows: Seq[Position], firstKey: Long, count: Int): Seq[Position] =
    rows.take(count).zipWithIndex.map { case (p, i) => p.copy(key = firstKey + i) }

  def requestOn(
      road: Road,
      left: MatchInput,
      right: MatchInput,
      rule: MatchRule,
      join: JoinKind = JoinKind.INNER,
      excludesAmbiguous: Boolean = false
  ): MatchRequest = new MatchRequest(
    new BySide(left, right),
    rule,
    join,
    excludesAmbiguous,
    new MatchRequest.Limits(road.maxIndexRows, road.maxNeighbours, road.maxCarriedBytes)
  )

  /** The matches, with both keys and some of the match's own columns. */
  def found(request: MatchRequest, columns: String*): Seq[Row] = {
    val matcher = new CatalogMatcher(request)
    val keys = Seq(Side.LEFT, Side.RIGHT).map(side =>
      side.column(request.input(side).table().keyColumn())
    )
    try matcher.matches().select((keys ++ columns.map(col)): _*).collect().toSeq
    finally matcher.close()
  }
}
