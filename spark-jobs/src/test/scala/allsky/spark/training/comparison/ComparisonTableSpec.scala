package allsky.spark.training.comparison

import allsky.network.NetworkShape
import allsky.network.architecture.Architecture
import allsky.survey.{Band, SourceClass}
import allsky.training.history.{EpochResult, TrainingHistory}

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** Compares answers that are written down: '1' is right, '0' wrong, '-' none. */
class ComparisonTableSpec extends AnyFlatSpec with Matchers {

  private val paper = NetworkShape.ofPaper
  private val vgg = paper.`with`(Architecture.VGG16)

  private val stem3 =
    new NetworkShape(80, Seq(Band.W1, Band.W2, Band.W3).asJava, SourceClass.values.toList.asJava, 3)

  private def network(shape: NetworkShape, seed: Long, answers: String): MeasuredNetwork = {
    val places = answers.indices.filter(answers(_) != '-').toArray
    val truth = places.map(_ % 3)
    val probabilities = places.flatMap { place =>
      val chosen = if (answers(place) == '1') place % 3 else (place + 1) % 3
      (0 until 3).map(one => if (one == chosen) 0.8f else 0.1f)
    }
    val epoch = new EpochResult(1, 1e-4, 1, 0.5, 1, 0.5, 10)
    new MeasuredNetwork(
      "digest",
      shape,
      seed,
      new MeasuredNetwork.Cost(1, 2, 3, 1, 2),
      new TrainingHistory(Seq(epoch).asJava),
      new MeasuredNetwork.Speed("cpu", 10, 20, 2, 1L << 30),
      truth,
      places,
      probabilities
    )
  }

  private def table(networks: MeasuredNetwork*): ComparisonTable =
    ComparisonTable.of(networks.asJava)

  "A comparison" should "pair each training with the one of the reference with its seed" in {
    val groups = table(
      network(paper, 1, "110100"),
      network(vgg, 1, "111000"),
      network(paper, 2, "111111"),
      network(vgg, 2, "000111"),
      network(vgg, 3, "111111")
    ).groups
    val paired = groups.get(1).entries.asScala.map(_.paired)
    paired.take(2).map(one => (one.get.onlyFirst, one.get.onlySecond)) shouldBe Seq((1, 1), (0, 3))
    paired(2).isPresent shouldBe false
  }

  it should "give the mean over the seeds, and the lowest and the highest" in {
    val group = table(
      network(paper, 1, "110100"),
      network(paper, 2, "111111"),
      network(vgg, 1, "000000")
    ).groups.get(0)
    (group.lowest, group.highest, group.accuracy.value) shouldBe ((0.5, 1.0, 0.75))
    group.difference.isPresent shouldBe false
  }

  it should "give the difference over the seeds of both" in {
    val group = table(
      network(paper, 1, "1100"),
      network(paper, 2, "1111"),
      network(vgg, 1, "1000")
    ).groups.get(1)
    group.difference.get.value shouldBe -0.5
  }

  it should "compare on common test cutouts" in {
    val groups = table(network(paper, 1, "101011"), network(stem3, 1, "1-00--")).groups
    val entry = groups.get(1).entries.get(0)
    (entry.paired.get.onlyFirst, entry.paired.get.onlySecond, entry.paired.get.sources) shouldBe
      ((0, 1, 3))
    groups.get(1).difference.get.value shouldBe -1.0 / 3 +- 1e-12
    entry.accuracy.value shouldBe 1.0 / 3 +- 1e-12
  }

  "The reference" should "be IICnet with the settings of the paper, wherever it is" in {
    table(network(vgg, 1, "1"), network(stem3, 1, "1"), network(paper, 1, "1")).reference shouldBe
      paper
  }

  it should "be another IICnet, or the first network, if that is missing" in {
    table(network(vgg, 1, "1"), network(stem3, 1, "1")).reference shouldBe stem3
    table(network(vgg, 1, "1")).reference shouldBe vgg
  }
}
