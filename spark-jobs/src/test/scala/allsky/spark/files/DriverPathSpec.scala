package allsky.spark.files

import allsky.UserError
import allsky.spark.output.OutputFolder
import java.nio.file.{Files, Path}

import org.apache.hadoop.conf.Configuration
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class DriverPathSpec extends AnyFlatSpec with Matchers {

  private val names =
    Seq("my model #1 ä%20b", "a:b", "50%", "[x]{y}*?", "back\\slash", "+plus&and=;", "日本")

  private def parsed(path: String): DriverPath = DriverPath.parse("--model", path)

  "A path on the driver's disk" should "be the same file for Hadoop, whatever its name" in {
    for (name <- names) withClue(name) {
      val folder = Files.createTempDirectory("driver path").resolve(name)
      val output = OutputFolder.at(parsed(folder.toString).hadoop.toString, new Configuration())
      output.write("_run.json", "{}")
      Files.readString(folder.resolve("_run.json")) shouldBe "{}"
    }
  }

  it should "be absolute where it was relative" in {
    parsed("run/my model").local shouldBe Path.of("run/my model").toAbsolutePath
    parsed("a:b").local shouldBe Path.of("a:b").toAbsolutePath
  }

  it should "be given as file: too, with its name as it is" in {
    parsed("file:/data/my model #1%20").local shouldBe Path.of("/data/my model #1%20")
    parsed("file:///data/model").local shouldBe Path.of("/data/model")
  }

  it should "be on Hadoop's local file system where another one is the default" in {
    val hdfs = new Configuration()
    hdfs.set("fs.defaultFS", "hdfs://namenode:8020")
    parsed("/data/model").hadoop.getFileSystem(hdfs).getScheme shouldBe "file"
  }

  it should "be refused on another file system" in {
    for (path <- Seq("hdfs://host/model", "s3a://bucket/model", "file://host/model")) {
      (the[UserError] thrownBy parsed(path)).getMessage should
        startWith(s"Cannot use --model $path: the folder must be on the driver's disk")
    }
  }
}
