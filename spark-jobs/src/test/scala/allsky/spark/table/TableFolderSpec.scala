package allsky.spark.table

import allsky.spark.LocalSpark
import allsky.spark.output.OutputFolder
import allsky.spark.output.RunIdentity
import java.nio.file.{Files, Path}
import java.util.Map

import org.apache.hadoop.conf.Configuration
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class TableFolderSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val identity = RunIdentity.starting("crossmatch", Map.of("radius-arcsec", "2"))

  private def emptyFolder(): OutputFolder = {
    val path = Files.createTempDirectory("allsky-table").resolve("matches")
    val folder = OutputFolder.at(path.toString, new Configuration())
    folder.startAfresh(identity, false)
    folder
  }

  private def names(folder: OutputFolder) =
    Files.list(Path.of(folder.given())).toArray.map(_.asInstanceOf[Path].getFileName.toString)

  "A table folder" should "hold the rows and who made them, in every file's footer" in {
    val folder = emptyFolder()
    TableFolder.write(Seq((1L, 10.5), (2L, 20.5)).toDF("cntr", "dotted.name"), folder, identity)
    val back = spark.read.parquet(folder.path())
    back.as[(Long, Double)].collect() should contain theSameElementsAs Seq((1L, 10.5), (2L, 20.5))
    TableFolder.identity(back.schema).get shouldBe identity
  }

  it should "be whole only when the job says so" in {
    val folder = emptyFolder()
    TableFolder.write(Seq(1).toDF("cntr"), folder, identity)
    names(folder) should contain("_run.json")
    names(folder) should not contain "_SUCCESS"
    folder.finish()
    folder.isComplete shouldBe true
  }

  it should "keep its columns where it has no rows" in {
    val folder = emptyFolder()
    TableFolder.write(Seq((1L, 10.5)).toDF("cntr", "ra").filter("ra < 0"), folder, identity)
    val back = spark.read.parquet(folder.path())
    back.columns shouldBe Array("cntr", "ra")
    back.count() shouldBe 0
  }

  it should "name its own maker, not that of the table it was made from" in {
    val first = emptyFolder()
    TableFolder.write(Seq((1L, 10.5)).toDF("cntr", "ra"), first, identity)
    val second = emptyFolder()
    val other = RunIdentity.starting("stack-cutouts", Map.of())
    TableFolder.write(spark.read.parquet(first.path()).select("ra", "cntr"), second, other)
    TableFolder.identity(spark.read.parquet(second.path()).schema).get shouldBe other
  }
}
