package allsky.spark.job

import java.nio.file.{Files, Path, Paths}
import java.util.concurrent.TimeUnit.SECONDS

import scala.collection.JavaConverters._

/**
 * Calls bin/ as a user does, with the packaged allsky.jar; what it starts keeps its files below a
 * folder.
 */
class Launchers(folder: Path) {

  val home: Path = Paths.get(sys.props("allsky.home"))
  val workingFolder: Path = Files.createDirectory(folder.resolve("anywhere"))
  val clusterFolder: Path = folder.resolve("a cluster")

  private val environment =
    Map("ALLSKY_CLUSTER_DIR" -> clusterFolder.toString, "TMPDIR" -> folder.toString)

  /** A launcher of bin/ that was called and may work still. */
  class Call(process: Process, out: Path, err: Path) {
    def isAlive: Boolean = process.isAlive

    /** What SIGKILL does; bin/allsky has become the JVM of the driver by the time it says a word. */
    def kill(): Unit = {
      process.destroyForcibly()
      process.waitFor()
    }

    def said: String = Files.readString(err)

    def outcome(words: Any*): Outcome = {
      if (!process.waitFor(Launchers.Patience, SECONDS)) {
        process.descendants.forEach(child => child.destroyForcibly())
        kill()
        throw new AssertionError(
          s"${words.mkString(" ")} did not end within ${Launchers.Patience} s: $said"
        )
      }
      Outcome(process.exitValue, Files.readString(out), said)
    }
  }

  def bin(command: String, words: String*)(variables: (String, String)*): Outcome =
    call(home.resolve("bin").resolve(command) +: words: _*)(variables: _*)

  def call(words: Any*)(variables: (String, String)*): Outcome =
    start(words: _*)(variables: _*).outcome(words: _*)

  def startBin(command: String, words: String*)(variables: (String, String)*): Call =
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

  /** The processes of the cluster: master, workers and their executors. */
  def daemons: List[ProcessHandle] =
    for {
      name <- daemonNames
      daemon <- daemon(name).toList
      process <- daemon +: daemon.descendants.iterator.asScala.toList
    } yield process

  /** The process of the master, or of a worker, such as worker-1. */
  def daemon(name: String): Option[ProcessHandle] = {
    val id = Files.readString(clusterFolder.resolve(s"$name.pid")).trim.toLong
    Option(ProcessHandle.of(id).orElse(null))
  }

  private def daemonNames: List[String] =
    if (!Files.isDirectory(clusterFolder)) Nil
    else
      Files
        .list(clusterFolder)
        .iterator
        .asScala
        .map(_.getFileName.toString)
        .filter(_.endsWith(".pid"))
        .map(_.stripSuffix(".pid"))
        .toList

  /** The logs of all executors that the cluster ever started. */
  def executorLogs: Seq[Path] =
    Files.walk(clusterFolder.resolve("work")).iterator.asScala.filter(_.endsWith("stderr")).toSeq

  /** Ends whatever a failed spec left, whether bin/stop-cluster works or not. */
  def endCluster(): Unit =
    if (Files.isDirectory(clusterFolder)) {
      val left = daemons
      try bin("stop-cluster")()
      finally left.foreach(_.destroyForcibly())
    }
}

object Launchers {

  /** Seconds that a call may take. */
  private val Patience = 300
}
