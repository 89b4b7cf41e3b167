package allsky.spark.cutout

import allsky.spark.LocalSpark
import allsky.spark.cli.CommandLine
import allsky.spark.table.cutout.CutoutTable
import allsky.spark.table.cutout.CutoutTensor
import allsky.spark.tiles.AtlasFolder
import java.nio.file.Files

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class SimulatedCutoutsSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session

  private def tensor(folder: AtlasFolder): CutoutTensor = {
    val work = Files.createTempDirectory("simulated-cutouts")
    val sources = Files.writeString(work.resolve("sources.csv"), "ra,dec\n0.001,0.001\n")
    val output = work.resolve("cutouts")
    val words =
      Seq("--sources", s"$sources", "--tiles", s"${folder.path}", "--output", s"$output")
    CommandLine.allsky("stack-cutouts" +: words: _*).exitCode shouldBe 0
    CutoutTable.tensorOf(spark.read.parquet(s"$output").schema, s"$output")
  }

  private lazy val taken = tensor(new AtlasFolder().addTile("0000p000_ac51", 0, 0))

  "Cutouts of images that no telescope took" should "say so in table and preview" in {
    for (card <- Seq("TELESCOP" -> "SIMULATED", "ORIGIN" -> "SIMULATED by allsky")) {
      val simulated = tensor(new AtlasFolder().addTile("0000p000_ac51", 0, 0, more = Map(card)))
      simulated.simulated shouldBe true
      CutoutPreview.title(simulated) shouldBe
        "Simulated cutouts of Atlas images, 59 arcsec wide, north up; W1 blue, W2 green, W3 red"
    }
  }

  they should "say so where one of several tiles is such" in {
    val mixed = new AtlasFolder()
      .addTile("0000p000_ac51", 0, 0)
      .addTile("0015p000_ac51", 1.5, 0, more = Map("TELESCOP" -> "SIMULATED"))
    tensor(mixed).simulated shouldBe true
  }

  "Other cutouts" should "not say so" in {
    taken.simulated shouldBe false
    CutoutPreview.title(taken) should startWith("Cutouts of Atlas images")
  }
}
