package allsky.spark.tiles

import allsky.cutout.arithmetic.ArithmeticChoice
import allsky.spark.LocalSpark
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class TileProgressSpec extends AnyFlatSpec with Matchers {

  private def progressWith(choices: ArithmeticChoice*): TileProgress = {
    val progress = TileProgress.of(LocalSpark.session)
    choices.foreach(choice => progress.sourceDone(choice))
    progress
  }

  "The progress" should "name the missing option once if executors cut without the Vector API" in {
    val slow = progressWith(ArithmeticChoice.NO_MODULE, ArithmeticChoice.NO_MODULE)
    slow.slowness.get should include(
      s"add ${ArithmeticChoice.OPTION} to spark.executor.extraJavaOptions"
    )
    slow.slowness.get.linesIterator should have size 1
    slow.sourcesDone shouldBe 2
    slow.problems shouldBe empty
  }

  it should "name nothing with vectors, and where they would be slow" in {
    progressWith(ArithmeticChoice.VECTOR, ArithmeticChoice.SCALAR).slowness.isPresent shouldBe false
  }
}
