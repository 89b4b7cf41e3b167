package allsky.spark.table

import allsky.UserError
import allsky.spark.LocalSpark
import java.nio.file.{Files, Path}

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class ParquetFilesSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private def tables(folders: String*): Path = {
    val folder = Files.createTempDirectory("tables [1]")
    for (name <- folders) {
      Seq(1, 2).toDF("x").coalesce(1).write.parquet(folder.resolve(name).toString)
      Files.delete(folder.resolve(name).resolve("_SUCCESS"))
    }
    folder
  }

  private def refusal(folder: Path): String =
    (the[UserError] thrownBy ParquetFiles.read(spark.read, folder.toString)).getMessage

  "A folder" should "be read with the values in the names of its folders" in {
    ParquetFiles.read(spark.read, tables("a=1", "a=2").toString).columns shouldBe Array("x", "a")
  }

  it should "be refused in one line if its folders are of two tables" in {
    val folder = tables("a=1", "sub")
    refusal(folder) should startWith(
      s"Cannot read $folder: its folders are not of one table (file:"
    )
    refusal(folder) should endWith("); give one of them")
    refusal(folder).linesIterator should have size 1
  }

  it should "be refused in one line if its folders have values of different columns" in {
    val folder = tables("a=1", "b=2")
    refusal(folder) should include("its folders are not of one table (Partition column name")
    refusal(folder).linesIterator should have size 1
  }
}
