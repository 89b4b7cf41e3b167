package allsky.spark.corpus

import allsky.spark.LocalSpark
import allsky.spark.classify.ChunkPlan
import allsky.spark.classify.ChunkStore
import allsky.spark.output.OutputFolder
import allsky.spark.output.RunIdentity
import allsky.spark.table.TableLayout
import java.nio.charset.StandardCharsets.{ISO_8859_1, UTF_8}
import java.nio.file.{Files, Path}
import java.util.{Collections, TreeMap}

import scala.collection.JavaConverters._
import scala.util.Try

import com.google.gson.JsonParser

/** The small files that a job leaves beside a table, and that later jobs read. */
object BookkeepingSpecimens {

  private def hadoop = LocalSpark.session.sparkContext.hadoopConfiguration

  private val identity: RunIdentity = {
    val options = new TreeMap[String, String]
    options.put("sources", "/data/allwise")
    options.put("overwrite", "false")
    options.put("sources-per-wave", "100")
    RunIdentity.starting("classify-allsky", options)
  }

  private val chunks: ChunkPlan = ChunkPlan.ofCounts(
    Map(Int.box(0) -> Long.box(60), Int.box(1) -> Long.box(70)).asJava,
    Seq("0000p000_ac51", "0010p000_ac51").asJava,
    "0123",
    100
  )

  private class Bookkeeping(val name: String, text: => String)(
      read: (Path, Boolean) => Seq[String]
  ) extends Specimen {
    val kind = "bookkeeping"
    def bytes: Array[Byte] = text.getBytes(UTF_8)
    val mutations: Seq[Mutation] = TextMutations.ofJson ++ TextMutations.all ++ ByteMutations.all

    def work(folder: Path, damaged: Array[Byte], mutation: Mutation): Seq[String] = {
      val file = folder.resolve("output").resolve(name)
      Files.createDirectories(file.getParent)
      Files.write(file, damaged)
      read(folder.resolve("output"), java.util.Arrays.equals(damaged, bytes))
    }
  }

  private def folder(path: Path): OutputFolder = OutputFolder.at(path.toString, hadoop)

  /** A run never goes on with another one's work, and never deletes what is not ours. */
  private def runFile(output: Path, same: Boolean): Seq[String] = {
    Files.createFile(output.resolve("part-0.parquet"))
    folder(output).identity
    folder(output).refuseIfOccupied(false)
    folder(output).requireBegunBy(identity, Collections.emptySet())
    Nil
  }

  private def store(output: Path): ChunkStore =
    new ChunkStore(LocalSpark.session, folder(output), identity, TableLayout.PLAIN)

  private def chunkRecord(output: Path, same: Boolean): Seq[String] = {
    Files.createFile(output.resolve("wave=00000/_SUCCESS"))
    val record = store(output).record(chunks)
    record.problems.asScala.filter(_ == null).map(_ => "a problem that is null").toSeq
  }

  /** Text whose values are those of the plan is no other plan, such as one with more blanks. */
  private def hasValuesOfPlan(text: String): Boolean =
    Try(JsonParser.parseString(text)).toOption.contains(JsonParser.parseString(planText))

  private def plan(output: Path, same: Boolean): Seq[String] = {
    Files.writeString(output.resolve("_run.json"), identity.toJson)
    val text = Files.readString(output.resolve("_waves.json"), ISO_8859_1)
    val resumed = store(output).resume(chunks, Collections.emptySet())
    if (resumed && !hasValuesOfPlan(text)) Seq("it continues with a plan that is not its own")
    else if (same && !resumed) Seq("it does not continue with its own plan")
    else Nil
  }

  private lazy val planText: String = {
    val output = Files.createTempDirectory("allsky-corpus").resolve("output")
    store(output).resume(chunks, Collections.emptySet())
    Files.readString(output.resolve("_waves.json"))
  }

  private val recordText =
    """{
      |  "problems": ["tile-w1.fits: it is cut off"],
      |  "devices": [{"host": "node1", "executor": "1", "device": "cpu", "cutouts": 60}]
      |}""".stripMargin

  val all: Seq[Specimen] = Seq(
    new Bookkeeping("_run.json", identity.toJson)(runFile),
    new Bookkeeping("_waves.json", planText)(plan),
    new Bookkeeping("wave=00000/_wave.json", recordText)(chunkRecord)
  )
}
