package allsky.spark.classify

import allsky.UserError
import allsky.network.RandomModels
import allsky.spark.LocalSpark
import allsky.spark.output.OutputFolder
import allsky.spark.output.RunIdentity
import allsky.spark.table.TableLayout
import java.nio.file.{Files, Path}
import java.util.{Collections, List => JList, Map => JMap}

import org.apache.hadoop.conf.Configuration
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** An output of two chunks of which a first run committed one, and a second run with it. */
class ResumedChunksSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  private def digest(seed: Long): String =
    RandomModels.model(RandomModels.liteShape, seed).digest

  private def planned(seed: Long = 7, sources: Long = 2): ChunkPlan =
    ChunkPlan.ofCounts(JMap.of(0, 2L, 1, sources), JList.of("a", "b"), digest(seed), 2)

  private def run(options: (String, String)*): RunIdentity = {
    val all = new java.util.TreeMap[String, String]
    options.foreach { case (name, value) => all.put(name, value) }
    RunIdentity.starting("classify-allsky", all)
  }

  private val overwriting = "overwrite" -> "true"
  private val free = Collections.singleton("overwrite")

  private class Interrupted(first: RunIdentity) {
    val path: Path = Files.createTempDirectory("allsky-resumed").resolve("output")

    def store(by: RunIdentity): ChunkStore = {
      val output = OutputFolder.at(path.toString, new Configuration)
      new ChunkStore(spark, output, by, TableLayout.PLAIN)
    }

    def resumes(by: RunIdentity, plan: ChunkPlan = planned()): Boolean =
      store(by).resume(plan, free)

    def left: Int = store(first).left(planned()).size

    def refusal(by: RunIdentity, plan: ChunkPlan = planned()): String =
      the[UserError].thrownBy(resumes(by, plan)).getMessage.replace(path.toString, "DIR")

    resumes(first) shouldBe false
    store(first).write(planned().chunks.get(0), Seq(1, 2).toDF("source"))
    store(first).commit(planned().chunks.get(0), new ChunkRecord(JList.of(), JList.of()))
  }

  "A run" should "resume the chunks that an interrupted run left" in {
    val output = new Interrupted(run())
    output.resumes(run()) shouldBe true
    output.left shouldBe 1
  }

  it should "start afresh where a run was stopped before its plan was complete" in {
    val output = new Interrupted(run())
    Files.delete(output.path.resolve("wave=00000/_SUCCESS"))
    Files.delete(output.path.resolve("_waves.json"))
    output.resumes(run()) shouldBe false
    output.left shouldBe 2
    Files.exists(output.path.resolve("wave=00000")) shouldBe false
  }

  it should "not resume with another network of the same name" in {
    val output = new Interrupted(run())
    output.refusal(
      run(),
      planned(seed = 8)
    ) shouldBe "Cannot resume --output DIR: its model has" +
      " changed since the run began; add --overwrite to start again."
    output.resumes(run()) shouldBe true
    output.left shouldBe 1
  }

  it should "not resume with other sources" in {
    new Interrupted(run()).refusal(run(), planned(sources = 3)) should include(
      "its sources or tiles have changed since the run began; add --overwrite"
    )
  }

  it should "not resume with other options" in {
    new Interrupted(run("far-quantile" -> "0.99")).refusal(run("far-quantile" -> "0.9")) should
      include("which began with --far-quantile 0.99 (now 0.9); use the same options")
  }

  "A run with --overwrite" should "resume what it made itself" in {
    val output = new Interrupted(run(overwriting))
    output.resumes(run(overwriting)) shouldBe true
    output.left shouldBe 1
  }

  it should "replace the output of a run without it" in {
    val output = new Interrupted(run())
    output.resumes(run(overwriting)) shouldBe false
    output.left shouldBe 2
  }

  it should "replace its own output with other options, network or sources" in {
    for (
      (other, plan) <- Seq(
        run(overwriting, "far-quantile" -> "0.9") -> planned(),
        run(overwriting) -> planned(seed = 8),
        run(overwriting) -> planned(sources = 3)
      )
    ) new Interrupted(run(overwriting)).resumes(other, plan) shouldBe false
  }

  it should "replace a finished output" in {
    val output = new Interrupted(run(overwriting))
    output.store(run(overwriting)).finish("{}")
    output.resumes(run(overwriting)) shouldBe false
    output.left shouldBe 2
  }
}
