package allsky.spark.cli

import allsky.spark.LocalSpark
import allsky.spark.tiles.AtlasFolder
import java.nio.file.{Files, Path}
import javax.imageio.ImageIO

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class CutoutPreviewSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private lazy val tiles = new AtlasFolder().addTile("0000p000_ac51", 0, 0)

  private def sourcesIn(order: Int => Int): Path = {
    val matches = Files.createTempDirectory("preview").resolve("matches")
    val labels = Seq("QSO", "STAR", null)
    (0 until 30)
      .map(order)
      .map(i => (i.toLong, 0.001 * (i % 6), 0.001 * (i / 6), labels(i % 3), "train"))
      .toDF("cntr", "ra", "dec", "label", "split")
      .write
      .parquet(matches.toString)
    matches
  }

  private def stack(sources: Path, options: String*): (Outcome, Path) = {
    val output = Files.createTempDirectory("preview").resolve("cutouts")
    val words = Seq("--sources", s"$sources", "--tiles", s"${tiles.path}", "--output", s"$output")
    (CommandLine.allsky("stack-cutouts" +: (words ++ options): _*), output)
  }

  private lazy val sources = sourcesIn(identity)

  "The preview" should "show as many cutouts of each class as are asked for" in {
    val (outcome, output) = stack(sources, "--preview", "9")
    withClue(outcome.err)(outcome.exitCode shouldBe 0)
    val picture = ImageIO.read(output.resolve("_preview.png").toFile)
    // Three classes with a head of 34 and two rows of 164, beside margins and title; twice as dense.
    picture.getHeight shouldBe 2 * (70 + 3 * (34 + 2 * 164))
    picture.getWidth shouldBe 2 * (2 * 20 - 12 + 8 * 142)
  }

  it should "be the same whatever the order of the sources" in {
    val pictures = Seq(sources, sourcesIn(29 - _))
      .map(stack(_, "--preview", "3")._2.resolve("_preview.png"))
      .map(Files.readAllBytes)
    pictures.head shouldBe pictures(1)
  }

  it should "be one block without labels, and none unless it is asked for" in {
    val positions = Files.writeString(
      Files.createTempFile("positions", ".csv"),
      "ra,dec\n0.001,0.001\n0.002,0.001\n"
    )
    val (_, output) = stack(positions, "--preview", "5")
    ImageIO.read(output.resolve("_preview.png").toFile).getHeight shouldBe 2 * (70 + 34 + 164)
    Files.exists(stack(positions)._2.resolve("_preview.png")) shouldBe false
  }

  it should "be left out with a word where nothing can be drawn" in {
    val nowhere =
      Files.writeString(Files.createTempFile("positions", ".csv"), "ra,dec\n90.0,80.0\n")
    val (outcome, output) = stack(nowhere, "--preview", "5")
    outcome.exitCode shouldBe 0
    outcome.err should include("there is no cutout to draw a preview of")
    Files.exists(output.resolve("_preview.png")) shouldBe false
  }

  it should "be refused for numbers without sense" in {
    val (outcome, output) = stack(sources, "--preview", "101")
    outcome.exitCode shouldBe 1
    outcome.err should include("Invalid --preview (0 to 100): 101")
    Files.exists(output) shouldBe false
  }
}
