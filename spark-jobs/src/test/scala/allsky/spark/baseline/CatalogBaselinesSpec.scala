package allsky.spark.baseline

import allsky.spark.LocalSpark
import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class CatalogBaselinesSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  "The baselines" should "know the columns of a catalog that writes their names in upper case" in {
    val rows = (0 until 60).map { i =>
      (i.toLong, 14.0 + i % 7, 13.9 + i % 5, 11.0 + i % 3, 5.0 + i % 11)
    }
    val catalog = rows.toDF("CNTR", "W1MPRO", "W2MPRO", "W3MPRO", "W3SNR")
    val matches = rows
      .map { case (key, _, _, _, _) =>
        (key, Seq("STAR", "GALAXY", "QSO")(key.toInt % 3), if (key < 40) "train" else "test")
      }
      .toDF("cntr", "label", "split")
    CatalogBaselines.missingColumns(catalog).asScala shouldBe empty
    CatalogBaselines.measure(catalog, matches, 7).asScala.map(_.name) shouldBe
      Seq("Random forest", "Colour cut")
  }
}
