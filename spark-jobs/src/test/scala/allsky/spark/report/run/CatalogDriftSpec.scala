package allsky.spark.report.run

import allsky.spark.LocalSpark
import allsky.spark.report.MadeRun

import scala.collection.JavaConverters._

import com.google.gson.JsonParser
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class CatalogDriftSpec extends AnyFlatSpec with Matchers {

  private lazy val drift = {
    val run = new MadeRun(75)
    run.writeSky(simulated = true)
    run.writeCutouts()
    CatalogDrift.of(RunFolder.open(LocalSpark.session, "--run", run.folder.toString)).get
  }

  "Histograms" should "have all sources of the catalog, and of the cutouts the train split" in {
    drift.histograms.asScala.map(_.quantity.label) shouldBe Seq("W1 [Vega mag]")
    val w1 = drift.histograms.get(0)
    (w1.catalog.sum, w1.training.sum) shouldBe ((112L, 45L))
    // MadeRun's sources have W1 from 11.3 to 17.3.
    val catalog = w1.catalog
    val used = catalog.indices.filter(catalog(_) > 0)
    w1.quantity.edge(used.head) should be >= 11.25
    w1.quantity.edge(used.last + 1) should be <= 17.5
  }

  they should "be compared with the magnitudes that a model records of its training" in {
    val counts = """{"11.5": {"STAR": 3, "QSO": 1}, "17.0": {"GALAXY": 2}, "3.0": {"STAR": 5}}"""
    val w1 = drift.ofModel(JsonParser.parseString(counts).getAsJsonObject).get
    w1.quantity.bin shouldBe 0.5
    w1.training.zipWithIndex.filter(_._1 > 0).map { case (count, bin) =>
      (w1.quantity.edge(bin), count)
    } shouldBe Array((6.0, 5L), (11.5, 4L), (17.0, 2L))
    w1.catalog.sum shouldBe 112
  }
}
