package allsky.metrics.prior

import allsky.survey.SourceClass
import allsky.survey.SourceClass.{GALAXY, QSO, STAR}
import allsky.network.model.TrainingW1
import java.util.{Optional, TreeMap}

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class SourcePriorsSpec extends AnyFlatSpec with Matchers {

  private val classes = SourceClass.values.toSeq.asJava

  private def priors(star: Double, galaxy: Double, qso: Double): ClassPriors =
    ClassPriors.of(
      Map(STAR -> star, GALAXY -> galaxy, QSO -> qso).mapValues(Double.box).map(identity).asJava
    )

  private val all = priors(1, 1, 2)
  private val steps = new TreeMap[java.lang.Double, ClassPriors]
  steps.put(11.5, priors(7, 2, 1))
  steps.put(13.0, priors(4, 4, 2))
  private val trained = new TrainedPriors(all, steps)
  private val table =
    PriorTableCsv.parse("p", s"${PriorTableCsv.HEAD}\n-inf,15,0,90,98,1,1\n15,inf,0,20,3,6,1")
  private val byCell = SourcePriors.of(trained, table)

  "Priors of a table" should "be those of the source's cell" in {
    val bright = byCell.shift(12, 40)
    byCell.after(bright).get.share(STAR) shouldBe 0.98
    byCell.isOutside(bright) shouldBe false
    byCell.after(byCell.shift(16, 5)).get.share(GALAXY) shouldBe 0.6
  }

  it should "be those of the training outside of the table, and say so" in {
    for ((w1, lat) <- Seq((16.0, 40.0), (Double.NaN, 5.0))) {
      val none = byCell.shift(w1, lat)
      byCell.after(none) shouldBe Optional.of(all)
      byCell.before(none) shouldBe Optional.of(all)
      byCell.isOutside(none) shouldBe true
    }
  }

  "Shifted probabilities" should "be the trained ones again after p' ~ p * trained / prior" in {
    val before = Array(0.2, 0.5, 0.3)
    val shift = byCell.shift(16, 5)
    val after = shift.get.of(classes, before)
    after should not be before
    val applied = byCell.after(shift).get
    val old = byCell.before(shift).get
    old shouldBe priors(4, 4, 2)
    val undone = classes.asScala.zip(after).map { case (name, p) =>
      p * old.share(name) / applied.share(name)
    }
    undone.map(_ / undone.sum).zip(before).foreach { case (a, b) => a shouldBe b +- 1e-12 }
  }

  "The same priors for all sources" should "not depend on the source" in {
    val global = SourcePriors.of(trained, priors(4, 5, 1))
    global.isTable shouldBe false
    global.shift(12, 3) shouldBe global.shift(Double.NaN, Double.NaN)
    global.isOutside(global.shift(12, 3)) shouldBe false
    global.digest.isPresent shouldBe false
  }

  "The priors of the training" should "shift nothing, also where they are not known" in {
    SourcePriors.ofTraining(Optional.of(trained)).shift(12, 3).isPresent shouldBe false
    val unknown = SourcePriors.ofTraining(Optional.empty())
    unknown.after(unknown.shift(12, 3)).isPresent shouldBe false
  }

  it should "be those of the training sources as bright, or of the nearest step" in {
    Seq(11.7 -> 0.7, 13.49 -> 0.4, 16.0 -> 0.4, 5.0 -> 0.7, 12.2 -> 0.7, 12.6 -> 0.4).foreach {
      case (w1, star) => withClue(s"$w1: ")(trained.at(w1).share(STAR) shouldBe star +- 1e-12)
    }
    trained.at(Double.NaN) shouldBe all
    byCell.before(byCell.shift(11.7, 3)).get.share(STAR) shouldBe 0.7 +- 1e-12
    SourcePriors.of(trained, priors(4, 5, 1)).before(
      SourcePriors.of(trained, priors(4, 5, 1)).shift(11.7, 3)
    ) shouldBe Optional.of(all)
  }

  /** Those of a model with these numbers of stars, galaxies and quasars by W1. */
  private def stated(counts: (Double, Seq[Int])*): TrainedPriors = {
    val byEdge = new TreeMap[java.lang.Double, java.util.SortedMap[SourceClass, Integer]]
    for ((edge, ofClasses) <- counts) {
      val step = new TreeMap[SourceClass, Integer]
      Seq(STAR, GALAXY, QSO).zip(ofClasses).filter(_._2 > 0).foreach { case (c, n) =>
        step.put(c, n)
      }
      byEdge.put(edge, step)
    }
    val description = allsky.network.RandomModels
      .description(allsky.network.RandomModels.smallShape)
      .withTrainingW1(new TrainingW1(12, 12.2, 12.3, byEdge))
    TrainedPriors.stated(description).get
  }

  private def shares(priors: ClassPriors) = Seq(STAR, GALAXY, QSO).map(priors.share)

  it should "never be 0 in a step without sources of a class" in {
    // 15 stars, and 5 sources of 0.25, 0.5, 0.25.
    shares(stated(12.0 -> Seq(15, 0, 0)).at(12.4)) shouldBe Seq(16.25, 2.5, 1.25).map(_ / 20)
  }

  it should "be those of more steps around a step with fewer than 500 sources" in {
    val faint = stated(
      15.0 -> Seq(900, 60, 40),
      16.0 -> Seq(100, 300, 100),
      16.5 -> Seq(100, 100, 299),
      17.0 -> Seq(9, 0, 0),
      18.0 -> Seq(0, 1, 0)
    )
    def mean(star: Int, galaxy: Int, qso: Int) = {
      val amounts = Seq(star + 1.25, galaxy + 2.5, qso + 1.25)
      amounts.map(_ / amounts.sum)
    }
    shares(faint.at(16.2)) shouldBe mean(100, 300, 100)
    shares(faint.at(16.6)) shouldBe mean(209, 400, 399)
    shares(faint.at(17.1)) shouldBe mean(109, 100, 299)
    // Steps 17.0 to 19.0 have 10 sources, 16.5 to 19.5 have 509.
    shares(faint.at(18.3)) shouldBe mean(109, 101, 299)
  }

  "The digest" should "change with a value of the table" in {
    val other =
      PriorTableCsv.parse("p", s"${PriorTableCsv.HEAD}\n-inf,15,0,90,98,1,1\n15,inf,0,20,3,6,2")
    byCell.digest should not be SourcePriors.of(trained, other).digest
    byCell.digest shouldBe SourcePriors.of(TrainedPriors.of(priors(1, 1, 1)), table).digest
  }
}
