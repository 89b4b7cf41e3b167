package allsky.spark.crossmatch.groups

import allsky.spark.LocalSpark
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

import scala.util.Random

/** The components of graphs, against a search from each node. */
class ConnectedComponentsSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private def labels(edges: Seq[(Long, Long)]): (Map[Long, Long], Int) = {
    val components = new ConnectedComponents(edges.toDF("node", "label"))
    try components.labels().as[(Long, Long)].collect().toMap -> components.rounds
    finally components.close()
  }

  /** The least node that each node reaches. */
  private def bySearch(edges: Seq[(Long, Long)]): Map[Long, Long] = {
    val near = (edges ++ edges.map(_.swap)).groupBy(_._1).mapValues(_.map(_._2).toSet).toMap
    @annotation.tailrec
    def reached(from: Set[Long], all: Set[Long]): Set[Long] = {
      val next = from.flatMap(near) -- all
      if (next.isEmpty) all else reached(next, all ++ next)
    }
    near.keySet.map(node => node -> reached(Set(node), Set(node)).min).toMap
  }

  "Random edges" should "make the components of a search" in {
    val random = new Random(4)
    // Just below the number of edges at which most nodes are in one component.
    val edges = Seq.fill(140)((random.nextInt(300).toLong - 150, random.nextInt(300).toLong - 150))
      .filter { case (a, b) => a != b }
    val wanted = bySearch(edges)
    wanted.values.groupBy(identity).values.map(_.size).max should be > 10
    labels(edges ++ edges.take(20).map(_.swap) ++ edges.take(5))._1 shouldBe wanted
  }

  "A chain" should "take few rounds" in {
    val nodes = new Random(1).shuffle((1L to 300L).toList)
    val (found, rounds) = labels(nodes.zip(nodes.tail))
    found shouldBe nodes.map(_ -> 1L).toMap
    rounds should be < 12
  }

  "No edges" should "make no components" in {
    labels(Seq.empty)._1 shouldBe empty
  }
}
