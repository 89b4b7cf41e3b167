package allsky.spark.files

import allsky.UserError
import allsky.spark.tiles.UnsteadyFileSystem
import java.nio.file.{Files, Path, Paths}

import org.apache.hadoop.conf.Configuration
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks._

class LocationSpec extends AnyFlatSpec with Matchers {

  private val folder = Files.createTempDirectory("allsky places").toRealPath()
  private val sky = Files.createDirectories(folder.resolve("run/sky"))
  Files.createDirectories(sky.resolve("tiles/00"))
  private val linkToRun = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("run"))
  Files.createSymbolicLink(folder.resolve("link to link"), Paths.get("link"))
  private val wayOut =
    Files.createSymbolicLink(sky.resolve("way out"), Files.createTempDirectory("allsky-elsewhere"))

  private val hadoop = new Configuration()

  private def output(path: Any) = Location.ofOutput("--output", s"$path", hadoop)

  private def input(path: Any) = Location.ofInput("--tiles", s"$path", hadoop)

  private val fromHere = Paths.get("").toAbsolutePath.relativize(folder)

  private val spellings = Table(
    "another name of run/sky",
    s"$folder/run/sky",
    s"$folder/run/sky/",
    s"$folder/run//sky",
    s"$folder/run/../run/./sky",
    s"file:$folder/run/sky",
    s"file://$folder/run/sky/",
    s"$fromHere/run/sky",
    s"$linkToRun/sky",
    s"file:$folder/link to link/sky/../sky"
  )

  "A place" should "be the same under each of its names" in {
    forAll(spellings)(name => output(name).holds(input(sky)) shouldBe true)
  }

  it should "be the same under each of its names where it is the input" in {
    forAll(spellings)(name => output(sky).holds(input(name)) shouldBe true)
  }

  it should "hold what is below it, under each of its names" in {
    forAll(spellings)(name => output(name).holds(input(sky.resolve("tiles"))) shouldBe true)
  }

  it should "be resolved where its last names do not exist yet" in {
    input(sky).holds(output(s"$linkToRun/sky/new/deep")) shouldBe true
  }

  it should "hold neither its parent nor a folder whose name begins with its own" in {
    val tiles = sky.resolve("tiles")
    output(tiles.resolve("00")).holds(input(tiles)) shouldBe false
    output(sky).holds(input(folder.resolve("run/sky-2"))) shouldBe false
  }

  it should "hold an input that is reached through a link in it" in {
    output(sky).holds(input(wayOut.resolve("positions.csv"))) shouldBe true
  }

  it should "hold an input whose files are links to its own" in {
    val chosen = Files.createTempDirectory("allsky-chosen")
    Files.createSymbolicLink(
      Files.createDirectory(chosen.resolve("00")).resolve("w1.fits"),
      Files.writeString(sky.resolve("tiles/00/w1.fits"), "pixels")
    )
    output(sky).holds(input(chosen)) shouldBe true
  }

  it should "end in a circle of links without being resolved for ever" in {
    val circle = folder.resolve("circle")
    Files.createSymbolicLink(circle, circle)
    output(sky).holds(output(circle)) shouldBe false
  }

  it should "be the same with and without the scheme of the default file system" in {
    val elsewhere = new Configuration(hadoop)
    UnsteadyFileSystem.addTo(elsewhere)
    elsewhere.set("fs.defaultFS", "unsteady:///")
    val names = Seq("/data/sky", "/data/sky/", "unsteady:/data/sky", "unsteady:///data/x/../sky")
    for (one <- names; other <- names)
      Location
        .ofOutput("--output", one, elsewhere)
        .holds(Location.ofInput("--tiles", other, elsewhere)) shouldBe true
  }

  it should "be another one on another file system" in {
    val both = new Configuration(hadoop)
    UnsteadyFileSystem.addTo(both)
    Location
      .ofOutput("--output", "unsteady:/data/sky", both)
      .holds(Location.ofInput("--tiles", "file:/data/sky", both)) shouldBe false
  }

  "An output" should "be refused where it holds an input" in {
    the[UserError] thrownBy output(linkToRun).requireApartFrom(input(sky)) should have message
      s"Cannot write --output $linkToRun: it contains an input (--tiles); name another folder."
  }

  it should "be refused where it is in an input" in {
    val below = sky.resolve("cutouts")
    the[UserError] thrownBy output(below).requireApartFrom(input(sky)) should have message
      s"Cannot write --output $below: it is in --tiles $sky, an input; name another folder."
  }

  it should "be written beside its inputs" in {
    noException should be thrownBy
      output(folder.resolve("run/cutouts")).requireApartFrom(input(sky))
  }
}
