package allsky.spark.cli

import allsky.spark.LocalSpark
import java.nio.file.{Files, Path, Paths}

import scala.collection.JavaConverters._

import org.scalatest.concurrent.Eventually._
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.time.SpanSugar._

/** bin/ as a user calls it: with the packaged allsky.jar, on local[*] and on a real cluster. */
class LaunchersClusterSpec extends AnyFlatSpec with Matchers with Launchers {

  /** A run whose path has a space, with 4 files of 25 matches each. */
  private lazy val run: Path = {
    val run = folder.resolve("my run")
    val matches = run.resolve("matches")
    LocalSpark.session.range(0, 100, 1, 4).toDF("cntr").write.parquet(matches.toString)
    run
  }

  private val query =
    "select count(*) n, sum(cntr) total, count(distinct place) > 1 as spread" +
      " from (select cntr, spark_partition_id() place from matches)"

  private lazy val answerOfLocal: Outcome =
    bin("sql", "--run", run.toString, "-e", query)("MASTER" -> "local[2]")

  private lazy val startOfCluster: Outcome = {
    val ports = Seq("--port", "0", "--webui-port", "0")
    bin("start-cluster", Seq("--workers", "2", "--cores", "1") ++ ports: _*)()
  }

  private lazy val master: String = masterOf(startOfCluster)

  "bin/sql" should "answer on local[2] from any folder and for paths with spaces" in {
    answerOfLocal.exitCode shouldBe 0
    answerOfLocal.out shouldBe "n    total  spread\n100  4950   true\n"
  }

  it should "print nothing of Spark's own between its lines" in {
    answerOfLocal.err.linesIterator.filterNot(_.startsWith("sql: ")).toSeq shouldBe empty
  }

  it should "leave no file in the folder where it is called" in {
    answerOfLocal.exitCode shouldBe 0
    Files.list(workingFolder).iterator.asScala.toList shouldBe empty
  }

  "bin/allsky" should "give back the exit code of the job, through a symbolic link to bin too" in {
    val link = Files.createSymbolicLink(folder.resolve("link to bin"), home.resolve("bin"))
    call(link.resolve("allsky"), "sqll")() shouldBe
      Outcome(2, "", "allsky: unknown job sqll, did you mean sql?; see allsky --help\n")
  }

  it should "hand spark-submit the options before the job, quotes and all" in {
    val said = bin(
      "allsky",
      "--master",
      "local[1]",
      "--conf",
      "spark.app.name=it's \"here\"",
      "--conf=spark.sql.shuffle.partitions=3",
      "--conf=spark.ui.enabled=false",
      "sql",
      "-e",
      "set spark.sql.shuffle.partitions; select '${spark.app.name}' name"
    )()
    said.out should include("spark.sql.shuffle.partitions  3\n")
    said.exitCode shouldBe 0
  }

  it should "say how to build where nothing is built" in {
    val fresh = Files.createDirectories(folder.resolve("fresh clone"))
    call("cp", "-r", home.resolve("bin"), home.resolve("conf"), fresh)().exitCode shouldBe 0
    call(fresh.resolve("bin/allsky"), "sql", "-e", "select 1")() shouldBe
      Outcome(1, "", "allsky: not built: run ./mvnw -Dmaven.test.skip=true package first\n")
    call(fresh.resolve("bin/start-cluster"))() shouldBe
      Outcome(1, "", "start-cluster: not built: run ./mvnw -Dmaven.test.skip=true package first\n")
  }

  it should "say that the temporary folder cannot be written" in {
    val absent = folder.resolve("no temporary folder")
    bin("allsky", "sql", "-e", "select 1")("TMPDIR" -> absent.toString) shouldBe
      Outcome(
        1,
        "",
        s"allsky: cannot write the temporary folder $absent; set TMPDIR to another folder\n"
      )
  }

  it should "say that it may open too few files" in {
    val limited = "ulimit -n 128 && exec \"$0\" sql -e 'select 1'"
    call("bash", "-c", limited, home.resolve("bin/allsky"))() shouldBe
      Outcome(
        1,
        "",
        "allsky: cannot start with 128 open files; raise the limit: ulimit -n 256 or more\n"
      )
  }

  it should "keep Java's temporary files and Spark's scratch in TMPDIR" in {
    val own = Files.createDirectory(folder.resolve("own temporary"))
    val property = "java_method('java.lang.System', 'getProperty', 'java.io.tmpdir')"
    val query = s"select $property like '$own/allsky-run-%' as own"
    bin("sql", "--format", "csv", "-e", query)("TMPDIR" -> own.toString).out shouldBe "own\ntrue\n"
  }

  "A cluster of bin/start-cluster" should "give the same answer as local[2]" in {
    startOfCluster.err shouldBe empty
    startOfCluster.exitCode shouldBe 0
    val words = Seq("sql", "--run", run.toString, "-e", query)
    val onCluster = bin("allsky", lightly ++ words: _*)("MASTER" -> master)
    onCluster.exitCode shouldBe 0
    onCluster.out shouldBe answerOfLocal.out
    onCluster.err.linesIterator.filterNot(_.startsWith("sql: ")).toSeq shouldBe empty
  }

  it should "have run an executor on each of its workers" in {
    executorLogs should have size 2
  }

  it should "match as local[2] does" in {
    val options =
      Seq("--match", "all", "--join", "left", "--split", "cell", "--largest-index", "0")
    val sky = HardSky.in(folder)
    val executorsBefore = executorLogs.size
    val job = Seq("--sources", sky.sources, "--spectra", sky.spectra, "--radius-arcsec", "5")
    def words(output: String) = "crossmatch" +: (job ++ options ++ Seq("--output", output))
    val local = Files.createTempDirectory(folder, "local").resolve("matches").toString
    val onLocal = CommandLine.allsky(words(local): _*)
    withClue(onLocal.err) { onLocal.exitCode shouldBe 0 }
    val remote = Files.createTempDirectory(folder, "remote").resolve("matches").toString
    val onBothExecutors =
      settings("spark.cores.max=2", "spark.scheduler.minRegisteredResourcesRatio=1") ++ lightly
    val onCluster = bin("allsky", onBothExecutors ++ words(remote): _*)("MASTER" -> master)
    withClue(onCluster.err) { onCluster.exitCode shouldBe 0 }
    executorLogs.size shouldBe executorsBefore + 2

    rows(local).size should be > sky.count
    rows(s"$local/_rejected") should have size sky.faulty
    Seq("", "/_rejected").foreach { table =>
      rows(remote + table) shouldBe rows(local + table)
      columns(remote + table) shouldBe columns(local + table)
    }
    summary(remote) shouldBe summary(local)
    onCluster.out shouldBe onLocal.out
  }

  private def columns(table: String) =
    LocalSpark.session.read.parquet(table).schema.map(column => (column.name, column.dataType))

  private def rows(table: String): Seq[String] =
    LocalSpark.session.read.parquet(table).collect().map(_.toString).sorted.toSeq

  /** All of it but the mean separation, whose last digits depend on the order of the sum. */
  private def summary(output: String): Seq[String] = {
    val lines = Files.readString(Paths.get(output, "_summary.json")).linesIterator.toSeq
    val (means, others) = lines.partition(_.contains("\"mean\""))
    means should have size 1
    others
  }

  it should "not be started twice" in {
    val second = bin("start-cluster", "--port", "0")()
    second.exitCode shouldBe 1
    second.err should fullyMatch regex
      "start-cluster: a cluster is already running at spark://127.0.0.1:\\d+; stop it with" +
      " bin/stop-cluster first\n"
  }

  "bin/stop-cluster" should "end the master and the workers and say so" in {
    val before = daemons
    before.size should be >= 3
    val stopped = bin("stop-cluster")()
    stopped.exitCode shouldBe 0
    stopped.out should fullyMatch regex
      "stopped worker-1 .*\nstopped worker-2 .*\nstopped master .*\n"
    eventually(timeout(10.seconds))(before.filter(_.isAlive) shouldBe empty)
  }

  it should "have nothing to do a second time" in {
    bin("stop-cluster")() shouldBe
      Outcome(0, s"no cluster is running (no process ids in $clusterFolder)\n", "")
  }
}
