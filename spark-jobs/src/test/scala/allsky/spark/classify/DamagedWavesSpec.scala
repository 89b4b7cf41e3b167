package allsky.spark.classify

import allsky.UserError
import allsky.spark.LocalSpark
import allsky.spark.output.OutputFolder
import allsky.spark.output.RunIdentity
import java.nio.file.{Files, Path}
import java.util.Collections.singletonList
import java.util.{Collections, Map => JMap, Set => JSet}

import org.apache.hadoop.conf.Configuration
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** The files that a run in waves keeps for the next run, after something has damaged them. */
class DamagedWavesSpec extends AnyFlatSpec with Matchers {

  private val spark = LocalSpark.session
  import spark.implicits._

  private val waves = Waves.plan(JMap.of(Int.box(0), Long.box(2)), 10)
  private val plan =
    new WavePlan(
      "digest",
      singletonList(new WavePlan.PlannedWave("wave=00000", 2, singletonList("tile")))
    )
  private val run = RunIdentity.starting("classify-allsky", Collections.emptyMap[String, String])

  private case class Begun(path: Path) {
    val output: OutputFolder = OutputFolder.at(path.toString, new Configuration)
    val committed = new CommittedWaves(waves, output)

    def goesOn(): Boolean = plan.begin(output, committed.hasSome, run, JSet.of())

    def damage(file: String, text: String): Begun = {
      Files.writeString(path.resolve(file), text)
      this
    }

    def complaint(action: => Unit): String =
      the[UserError].thrownBy(action).getMessage.replace(path.toString, "DIR")
  }

  /** An output with one wave that is done. */
  private def begun(): Begun = {
    val output = Begun(Files.createTempDirectory("allsky-waves").resolve("output"))
    output.goesOn() shouldBe false
    Seq(1, 2).toDF("source").coalesce(1).write.parquet(s"${output.path}/wave=00000")
    output.committed.commit(
      waves.waves.get(0),
      new WaveRecord(
        Collections.emptyList[String],
        singletonList(new DeviceUse("host", "1", "cpu", 2))
      ),
      spark
    )
    output
  }

  private def part(output: Begun): Path =
    output.path.resolve("wave=00000").toFile.listFiles.map(_.toPath)
      .filter(_.toString.endsWith(".parquet")).head

  "An output in waves" should "be gone on with where nothing is damaged" in {
    val output = begun()
    output.goesOn() shouldBe true
    noException should be thrownBy output.committed.check(spark)
  }

  for (
    (what, text) <-
      Seq("cut" -> "{\"model\": \"dig", "empty" -> "", "an array" -> "[]", "null" -> "null")
  ) {
    it should s"not be begun afresh where its plan is $what" in {
      val output = begun().damage("_waves.json", text)
      output.complaint(output.goesOn()) shouldBe "Cannot go on with --output DIR: its _waves.json" +
        " is missing or damaged; copy that file back, or delete the folder to start afresh."
    }

    it should s"name the record of a wave that is $what" in {
      val output = begun().damage("wave=00000/_wave.json", text)
      output.complaint(output.committed.check(spark)) shouldBe
        "Cannot go on with DIR/wave=00000/_wave.json: it is damaged, or files of it are missing;" +
        " delete the folder DIR/wave=00000 and run the same command again, which classifies the" +
        " wave again"
    }
  }

  it should "not be begun afresh where its plan is missing" in {
    val output = begun()
    Files.delete(output.path.resolve("_waves.json"))
    output.complaint(output.goesOn()) should include("its _waves.json is missing or damaged")
  }

  it should "not be begun afresh where its _run.json is empty" in {
    val output = begun().damage("_run.json", "")
    output.complaint(output.goesOn()) should include("its _run.json is missing or damaged")
  }

  it should "name its _run.json where that is another text" in {
    val output = begun().damage("_run.json", "[]")
    output.complaint(output.output.refuseIfOccupied(true)) shouldBe "Cannot write --output DIR:" +
      " its _run.json is damaged, or not one of allsky's; copy that file back, or name another" +
      " folder."
  }

  it should "name a wave whose rows are cut off" in {
    val output = begun()
    Files.write(part(output), Files.readAllBytes(part(output)).dropRight(10))
    output.complaint(output.committed.check(spark)) should startWith(
      "Cannot go on with DIR/wave=00000: it is damaged, or files of it are missing; delete the folder"
    )
  }

  it should "name a wave that has lost its rows" in {
    val output = begun()
    Files.delete(part(output))
    output.complaint(output.committed.check(spark)) should startWith(
      "Cannot go on with DIR/wave=00000: it is damaged"
    )
  }
}
