package allsky.spark.evaluation

import allsky.spark.LocalSpark
import allsky.spark.columns.TableInput
import allsky.survey.Band
import java.util.Arrays

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class MeasuredColumnsSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  "Measurements" should "be found in a catalog that writes their names in upper case" in {
    val cutouts = Seq((1L, 14.5), (2L, 15.5)).toDF("cntr", "w1mpro")
    val catalog = Seq((2L, 99.0, 31.0)).toDF("CNTR", "W1MPRO", "W1SNR")
    val input = TableInput.sources("allwise.fits")
    val added = MeasuredColumns.added(cutouts, catalog, input, Arrays.asList(Band.W1))
    added.columns shouldBe Array("cntr", "w1mpro", "w1snr")
    added.as[(Long, Double, Option[Double])].collect().toSet shouldBe
      Set((1L, 14.5, None), (2L, 15.5, Some(31.0)))
  }
}
