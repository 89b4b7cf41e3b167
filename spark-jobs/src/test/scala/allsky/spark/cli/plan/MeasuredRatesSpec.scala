package allsky.spark.cli.plan

import allsky.network.NetworkShape
import allsky.network.architecture.Architecture
import java.nio.file.{Files, Path}

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks._

/** The times of a dry run are those of docs/benchmarks.md. */
class MeasuredRatesSpec extends AnyFlatSpec with Matchers {

  private lazy val benchmarks =
    Files.readString(Path.of(sys.props("allsky.home"), "docs", "benchmarks.md"))
      .replaceAll("\\s+", " ")

  private def shape(architecture: Architecture, side: Int): NetworkShape = {
    val paper = NetworkShape.ofPaper
    new NetworkShape(
      architecture,
      side,
      paper.bands,
      paper.classes,
      architecture.stemKernel,
      paper.inputs
    )
  }

  "Rates" should "be in the benchmarks" in {
    for (
      row <- Seq(
        "| 1 thousand x 10 thousand | 8.5 s, ",
        "| 500 thousand x 20 million | 27.5 s, ",
        "`stack-cutouts` for 82,000 sources of one tile, with the start of Spark and 1.5 GB written, takes 24 s on two cores",
        "| `iicnet` | 1,749,011 | 32.4 |",
        "| `mobilenet` | 3,220,995 | 49.6 |",
        "| `googlenet` | 5,976,627 | 47.6 |",
        "| `resnet34` | 21,286,211 | 22.2 |",
        "| allsky, IICnet at 80 pixels (6,000 and 18,000) | 699 |",
        "| allsky, IICnet at 40 pixels (6,000 and 48,000) | 2,206 |",
        "| allsky, IICnet-lite at 40 pixels (6,000 and 30,000) | 4,285 |"
      )
    ) benchmarks should include(row)
  }

  private val source = "on 2 cores, docs/benchmarks.md)"

  "A time" should "be that of the benchmark for the size of the benchmark" in {
    MeasuredRates.`match`(20500000) should startWith("about 28 s (8.5 s for 11 thousand rows")
    MeasuredRates.stacking(82000) shouldBe s"about 24 s (24 s for 82,000 sources $source"
  }

  it should "follow the rate of the network" in {
    val times = Table(
      ("network", "side", "classification", "training"),
      (Architecture.IICNET, 80, "about 24 min (699 sources/s", "at most about 9 h (32.4 images/s"),
      (Architecture.IICNET, 40, "about 8 min (2,206 sources/s", "not estimated"),
      (Architecture.IICNET_LITE, 40, "about 4 min (4,285 sources/s", "not estimated"),
      (Architecture.MOBILENET, 80, "not estimated", "at most about 6 h (49.6 images/s"),
      (Architecture.VGG16, 80, "not estimated", "not estimated")
    )
    forAll(times) { (network, side, classification, training) =>
      MeasuredRates.classification(shape(network, side), 1000000) should startWith(classification)
      MeasuredRates.training(shape(network, side), 10000, 100) should startWith(training)
    }
  }

  "Quantities" should "be short" in {
    val sizes = Table(
      ("bytes", "text"),
      (999.0, "999 bytes"),
      (1500.0, "1.5 KB"),
      (2.5e6, "2.5 MB"),
      (3.671e12, "3,671.0 GB")
    )
    forAll(sizes)((bytes, text) => Quantity.ofBytes(bytes) shouldBe text)
    val times =
      Table(("seconds", "text"), (0.2, "1 s"), (119.0, "119 s"), (121.0, "3 min"), (7201.0, "3 h"))
    forAll(times)((seconds, text) => Quantity.ofSeconds(seconds) shouldBe text)
  }
}
