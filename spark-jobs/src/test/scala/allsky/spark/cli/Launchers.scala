package allsky.spark.cli

import java.nio.file.{Files, Path, Paths}
import java.util.concurrent.TimeUnit.SECONDS

import scala.collection.JavaConverters._

import org.scalatest.{Assertions, BeforeAndAfterAll, Suite}

/**
 * Calls what lies in bin/ as a user does, with the packaged allsky.jar, and ends the cluster that it
 * has started; all files lie below a folder.
 */
trait Launchers extends BeforeAndAfterAll with Assertions { this: Suite =>

  protected lazy val home: Path = Paths.get(sys.props("allsky.home"))
  protected val folder: Path = Files.createTempDirectory("allsky launchers")
  protected val workingFolder: Path = Files.createDirectory(folder.resolve("anywhere"))
  protected val clusterFolder: Path = folder.resolve("a cluster")

  /** Seconds that a call may take. */
  private val patience = 300

  /** Spares a JVM of seconds the second compiler, the verifier, and the threads of a collector. */
  private val lightJvm = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC" +
    " -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote"

  /** For all calls. */
  protected def environment: Map[String, String] =
    Map(
      "ALLSKY_CLUSTER_DIR" -> clusterFolder.toString,
      "TMPDIR" -> folder.toString,
      "SPARK_DAEMON_JAVA_OPTS" -> lightJvm
    )

  /** The words that set keys of Spark, before the job. */
  protected def settings(keysWithValues: String*): Seq[String] =
    keysWithValues.flatMap(Seq("--conf", _))

  /** Settings that spare a small job what it has no use for. */
  protected def lightly: Seq[String] = settings(
    "spark.ui.enabled=false",
    "spark.sql.shuffle.partitions=4",
    s"spark.driver.extraJavaOptions=$lightJvm",
    s"spark.executor.extraJavaOptions=$lightJvm"
  )

  /** A launcher of bin/ that was called and may work still. */
  protected class Call(process: Process, out: Path, err: Path) {
    def isAlive: Boolean = process.isAlive

    /** What SIGKILL does; bin/allsky has become the JVM of the driver by the time it says a word. */
    def kill(): Unit = {
      process.destroyForcibly()
      process.waitFor()
    }

    /** Sends it a signal, such as STOP or CONT. */
    def signal(name: String): Unit =
      new ProcessBuilder("kill", s"-$name", process.pid.toString).start().waitFor()

    def said: String = Files.readString(err)

    def outcome(words: Any*): Outcome = {
      if (!process.waitFor(patience, SECONDS)) {
        process.descendants.forEach(child => child.destroyForcibly())
        kill()
        fail(s"${words.mkString(" ")} did not end within $patience s: $said")
      }
      Outcome(process.exitValue, Files.readString(out), said)
    }
  }

  protected def bin(command: String, words: String*)(variables: (String, String)*): Outcome =
    call(home.resolve("bin").resolve(command) +: words: _*)(variables: _*)

  protected def call(words: Any*)(variables: (String, String)*): Outcome =
    start(words: _*)(variables: _*).outcome(words: _*)

  protected def startBin(command: String, words: String*)(variables: (String, String)*): Call =
    start(home.resolve("bin").resolve(command) +: words: _*)(variables: _*)

  private def start(words: Any*)(variables: (String, String)*): Call = {
    val out = Files.createTempFile(folder, "out", ".txt")
    val err = Files.createTempFile(folder, "err", ".txt")
    val builder = new ProcessBuilder(words.map(_.toString).asJava)
      .directory(workingFolder.toFile)
      .redirectOutput(out.toFile)
      .redirectError(err.toFile)
    builder.environment.keySet.removeIf(_.matches("SPARK_.*|MASTER|ALLSKY_.*"))
    (environment ++ variables).foreach { case (name, value) =>
      builder.environment.put(name, value)
    }
    val process = builder.start()
    process.getOutputStream.close()
    new Call(process, out, err)
  }

  /** The master that bin/start-cluster told of. */
  protected def masterOf(start: Outcome): String =
    "export MASTER=(\\S+)".r.findFirstMatchIn(start.out).get.group(1)

  /** The processes of the cluster: master, workers and their executors. */
  protected def daemons: List[ProcessHandle] =
    for {
      name <- daemonNames
      daemon <- daemon(name).toList
      process <- daemon +: daemon.descendants.iterator.asScala.toList
    } yield process

  /** The process of the master, or of a worker, such as worker-1. */
  protected def daemon(name: String): Option[ProcessHandle] = {
    val id = Files.readString(clusterFolder.resolve(s"$name.pid")).trim.toLong
    Option(ProcessHandle.of(id).orElse(null))
  }

  private def daemonNames: List[String] =
    Files
      .list(clusterFolder)
      .iterator
      .asScala
      .map(_.getFileName.toString)
      .filter(_.endsWith(".pid"))
      .map(_.stripSuffix(".pid"))
      .toList

  /** The logs of all executors that the cluster ever started. */
  protected def executorLogs: Seq[Path] =
    Files.walk(clusterFolder.resolve("work")).iterator.asScala.filter(_.endsWith("stderr")).toSeq

  /** Ends whatever a failed spec left, whether bin/stop-cluster works or not. */
  override protected def afterAll(): Unit =
    if (Files.isDirectory(clusterFolder)) {
      val left = daemons
      try bin("stop-cluster")()
      finally left.foreach(_.destroyForcibly())
    }
}
