package allsky.metrics.prior

import allsky.survey.SourceClass
import allsky.survey.SourceClass.{GALAXY, QSO, STAR}
import java.util.Optional

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class SourcePriorsSpec extends AnyFlatSpec with Matchers {

  private val classes = SourceClass.values.toSeq.asJava

  private def priors(star: Double, galaxy: Double, qso: Double): ClassPriors =
    ClassPriors.of(
      Map(STAR -> star, GALAXY -> galaxy, QSO -> qso).mapValues(Double.box).map(identity).asJava
    )

  private val trained = priors(1, 1, 2)
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
      byCell.after(none) shouldBe Optional.of(trained)
      byCell.isOutside(none) shouldBe true
    }
  }

  "Shifted probabilities" should "be the trained ones again after p' ~ p * trained / prior" in {
    val before = Array(0.2, 0.5, 0.3)
    val shift = byCell.shift(16, 5)
    val after = shift.get.of(classes, before)
    after should not be before
    val applied = byCell.after(shift).get
    val undone = classes.asScala.zip(after).map { case (name, p) =>
      p * trained.share(name) / applied.share(name)
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

  "The digest" should "change with a value of the table" in {
    val other =
      PriorTableCsv.parse("p", s"${PriorTableCsv.HEAD}\n-inf,15,0,90,98,1,1\n15,inf,0,20,3,6,2")
    byCell.digest should not be SourcePriors.of(trained, other).digest
    byCell.digest shouldBe SourcePriors.of(priors(1, 1, 1), table).digest
  }
}
