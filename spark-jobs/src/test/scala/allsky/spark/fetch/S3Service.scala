package allsky.spark.fetch

import allsky.spark.LocalSpark
import java.nio.file.{Files, Path, Paths}

import scala.collection.JavaConverters._

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{FileSystem, Path => HadoopPath}
import org.scalatest.concurrent.Eventually._
import org.scalatest.time.SpanSugar._

/**
 * An S3 service in a process of its own, s3proxy over a local folder: each folder in it is a bucket.
 * It looks at no credentials; S3A itself asks for some, or for a word that there are none.
 */
class S3Service extends AutoCloseable {

  /** The settings of a bucket that is asked for with credentials. */
  val keys: Seq[(String, String)] = Seq("access.key" -> "some-key", "secret.key" -> "some-secret")

  val folder: Path = Files.createTempDirectory("allsky-s3")

  private val log = Files.createTempFile("allsky-s3", ".log")

  private val settings = Files.write(
    Files.createTempFile("allsky-s3", ".conf"),
    s"""s3proxy.endpoint=http://127.0.0.1:0
       |s3proxy.authorization=none
       |jclouds.provider=filesystem
       |jclouds.filesystem.basedir=$folder
       |""".stripMargin.getBytes
  )

  private val process = new ProcessBuilder(
    Paths.get(sys.props("java.home"), "bin", "java").toString,
    "-Xmx128m",
    "-XX:TieredStopAtLevel=1",
    "-jar",
    Paths
      .get(
        sys.props("allsky.home"),
        "spark-jobs/target/s3-service/s3proxy-jar-with-dependencies.jar"
      )
      .toString,
    "--properties",
    settings.toString
  ).redirectErrorStream(true).redirectOutput(log.toFile).start()

  sys.addShutdownHook(close())

  private lazy val port: String = eventually(timeout(60.seconds), interval(100.millis)) {
    """Started ServerConnector@.*127\.0\.0\.1:(\d+)""".r
      .findFirstMatchIn(Files.readString(log))
      .get
      .group(1)
  }

  /** Makes a bucket that this JVM asks this service for. */
  def bucket(name: String, settings: (String, String)*): Unit = {
    val ours = Seq(
      "endpoint" -> s"http://127.0.0.1:$port",
      "path.style.access" -> "true",
      // The service never answers a request to delete the markers of folders.
      "directory.marker.retention" -> "keep"
    )
    configure(name, ours ++ settings: _*)
    Files.createDirectory(folder.resolve(name))
  }

  /** Puts a file or folder into a bucket. */
  def put(local: Path, remote: String): Unit = {
    val owner = new Configuration(LocalSpark.session.sparkContext.hadoopConfiguration)
    val target = new HadoopPath(remote)
    val bucket = target.toUri.getHost
    owner.unset(s"fs.s3a.bucket.$bucket.aws.credentials.provider")
    keys.foreach { case (key, value) => owner.set(s"fs.s3a.bucket.$bucket.$key", value) }
    val files = FileSystem.newInstance(target.toUri, owner)
    try
      Files.walk(local).iterator.asScala.filter(Files.isRegularFile(_)).foreach { file =>
        val below = local.relativize(file).toString
        val stream = files.create(if (below.isEmpty) target else new HadoopPath(target, below))
        try Files.copy(file, stream)
        finally stream.close()
      }
    finally files.close()
  }

  /** Says how this JVM asks for a bucket, as `--conf spark.hadoop.fs.s3a.bucket...` would. */
  def configure(name: String, settings: (String, String)*): Unit = settings.foreach {
    case (key, value) =>
      LocalSpark.session.sparkContext.hadoopConfiguration.set(s"fs.s3a.bucket.$name.$key", value)
  }

  override def close(): Unit = process.destroyForcibly(): Unit
}
