package allsky.spark.classify

import allsky.UserError
import allsky.spark.LocalSpark
import allsky.spark.output.OutputFolder
import allsky.spark.output.RunIdentity
import allsky.spark.table.TableLayout
import java.nio.file.{Files, Path}
import java.util.Collections.singletonList
import java.util.{Collections, Map => JMap, Set => JSet}

import org.apache.hadoop.conf.Configuration
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** The files that a run in chunks keeps for the next run, after something has damaged them. */
class DamagedChunksSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private val plan =
    ChunkPlan.ofCounts(JMap.of(Int.box(0), Long.box(2)), singletonList("tile"), "digest", 10)
  private val run = RunIdentity.starting("classify-allsky", Collections.emptyMap[String, String])

  private case class Begun(path: Path) {
    val output: OutputFolder = OutputFolder.at(path.toString, new Configuration)
    val store = new ChunkStore(spark, output, run, TableLayout.PLAIN)

    def resumes(): Boolean = store.resume(plan, JSet.of())

    def damage(file: String, text: String): Begun = {
      Files.writeString(path.resolve(file), text)
      this
    }

    def complaint(action: => Unit): String =
      the[UserError].thrownBy(action).getMessage.replace(path.toString, "DIR")
  }

  /** An output with one committed chunk. */
  private def begun(): Begun = {
    val output = Begun(Files.createTempDirectory("allsky-chunks").resolve("output"))
    output.resumes() shouldBe false
    output.store.write(plan.chunks.get(0), Seq(1, 2).toDF("source").coalesce(1))
    output.store.commit(
      plan.chunks.get(0),
      new ChunkRecord(
        Collections.emptyList[String],
        singletonList(new DeviceUse("host", "1", "cpu", 2))
      )
    )
    output
  }

  private def part(output: Begun): Path =
    output.path.resolve("wave=00000").toFile.listFiles.map(_.toPath)
      .filter(_.toString.endsWith(".parquet")).head

  "An output in chunks" should "be resumed if nothing is damaged" in {
    begun().resumes() shouldBe true
  }

  for (
    (what, text) <-
      Seq("cut" -> "{\"model\": \"dig", "empty" -> "", "an array" -> "[]", "null" -> "null")
  ) {
    it should s"not be begun afresh where its plan is $what" in {
      val output = begun().damage("_waves.json", text)
      output.complaint(
        output.resumes()
      ) shouldBe "Cannot resume --output DIR: its _waves.json" +
        " is missing or damaged; copy that file back, or delete the folder to start again."
    }

    it should s"name the record of a chunk that is $what" in {
      val output = begun().damage("wave=00000/_wave.json", text)
      output.complaint(output.resumes()) shouldBe
        "Cannot resume from DIR/wave=00000/_wave.json: it is damaged, or files are missing;" +
        " delete the folder DIR/wave=00000 and run the same command again to classify this" +
        " chunk again"
    }
  }

  it should "not be begun afresh where its plan is missing" in {
    val output = begun()
    Files.delete(output.path.resolve("_waves.json"))
    output.complaint(output.resumes()) should include("its _waves.json is missing or damaged")
  }

  it should "not be begun afresh where its _run.json is empty" in {
    val output = begun().damage("_run.json", "")
    output.complaint(output.resumes()) should include("its _run.json is missing or damaged")
  }

  it should "name its _run.json where that is another text" in {
    val output = begun().damage("_run.json", "[]")
    output.complaint(output.output.refuseIfOccupied(true)) shouldBe "Cannot write --output DIR:" +
      " its _run.json is damaged, or was not written by allsky; copy that file back, or name" +
      " another folder."
  }

  it should "name a chunk whose rows are cut off" in {
    val output = begun()
    Files.write(part(output), Files.readAllBytes(part(output)).dropRight(10))
    output.complaint(output.resumes()) should startWith(
      "Cannot resume from DIR/wave=00000: it is damaged, or files are missing; delete the folder"
    )
  }

  it should "name a chunk that has lost its rows" in {
    val output = begun()
    Files.delete(part(output))
    output.complaint(output.resumes()) should startWith(
      "Cannot resume from DIR/wave=00000: it is damaged"
    )
  }
}
