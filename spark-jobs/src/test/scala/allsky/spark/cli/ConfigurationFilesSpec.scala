package allsky.spark.cli

import allsky.cutout.arithmetic.ArithmeticChoice
import java.io.StringReader
import java.nio.file.{Files, Path, Paths}
import java.util.{List => JavaList, Map => JavaMap, Properties}

import scala.collection.JavaConverters._
import scala.collection.immutable.ListMap

import org.apache.spark.SPARK_VERSION
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.yaml.snakeyaml.Yaml

/** The files of conf/ for clusters that are not at hand: what can be said of them without one. */
class ConfigurationFilesSpec extends AnyFlatSpec with Matchers {

  private lazy val home = Paths.get(sys.props("allsky.home"))

  private lazy val properties: Seq[Path] =
    Files.list(home.resolve("conf")).iterator.asScala.filter(_.toString.endsWith(".conf")).toSeq

  private def settings(file: Path): Map[String, String] = {
    val settings = new Properties
    settings.load(new StringReader(Files.readString(file)))
    settings.asScala.toMap
  }

  /** Settings whose names have a free part, which Spark keeps no list of. */
  private val families = Seq(
    "spark\\.executorEnv\\.[A-Z_]+",
    "spark\\.executor\\.resource\\.gpu\\.(amount|discoveryScript|vendor)",
    "spark\\.task\\.resource\\.gpu\\.amount"
  )

  /** Spark's own list, private to it, of the settings of the classes that were loaded. */
  private lazy val known: java.util.Map[String, _] = {
    Seq("org.apache.spark.internal.config.package$", "org.apache.spark.sql.internal.SQLConf$")
      .foreach(Class.forName)
    val list = Class.forName("org.apache.spark.internal.config.ConfigEntry$")
    val module = list.getField("MODULE$").get(null)
    list.getMethod("knownConfigs").invoke(module).asInstanceOf[java.util.Map[String, _]]
  }

  private def isKnown(key: String): Boolean =
    families.exists(key.matches) || known.containsKey(key)

  "Each file of settings" should "have only settings that Spark knows" in {
    properties.map(_.getFileName.toString) should contain allOf
      ("spark-local.conf", "spark-standalone.conf", "spark-standalone-gpu.conf", "spark-yarn-gpu.conf")
    for (file <- properties)
      withClue(file)(settings(file).keys.filterNot(isKnown) shouldBe empty)
    isKnown("spark.executor.core") shouldBe false
  }

  it should "explain each of them, and give none twice" in {
    for (file <- properties) withClue(file) {
      val lines = Files.readAllLines(file).asScala.toSeq
      val bare = lines.zip(lines.tail).collect {
        case (before, setting) if setting.startsWith("spark.") && !before.startsWith("#") => setting
      }
      bare shouldBe empty
      lines.count(_.startsWith("spark.")) shouldBe settings(file).size
    }
  }

  it should "leave the master to the command line" in {
    properties.foreach(settings(_).keys should not contain "spark.master")
  }

  "Files for clusters" should "give executors the Vector API" in {
    val ofClusters = properties.filterNot(_.endsWith("spark-local.conf")).map(settings)
    ofClusters should have size 3
    for (of <- ofClusters :+ fields(spec("sparkConf")))
      of("spark.executor.extraJavaOptions") shouldBe ArithmeticChoice.OPTION
  }

  "Files for GPUs" should "lend one GPU of an executor to as many tasks as it has cores" in {
    val withGpus = properties.filter(_.toString.contains("gpu"))
    withGpus should have size 2
    for (file <- withGpus) withClue(file) {
      val of = settings(file)
      of("spark.executor.resource.gpu.amount") shouldBe "1"
      of("spark.task.resource.gpu.amount").toDouble * of("spark.executor.cores").toInt shouldBe 1.0
    }
  }

  private type Fields = ListMap[String, Any]

  private def fields(value: Any): Fields =
    ListMap(value.asInstanceOf[JavaMap[String, Any]].asScala.toSeq: _*)

  private def items(value: Any): Seq[Any] = value.asInstanceOf[JavaList[Any]].asScala.toSeq

  private def mounts(pod: Fields): Map[String, String] =
    items(pod("volumeMounts")).map(fields).map(m => s"${m("name")}" -> s"${m("mountPath")}").toMap

  private lazy val application: Fields = {
    val file = home.resolve("conf/kubernetes/classify-allsky-gpu.yaml")
    fields(new Yaml().load[Any](Files.readString(file)))
  }

  private lazy val spec: Fields = fields(application("spec"))
  private lazy val executor: Fields = fields(spec("executor"))

  "The SparkApplication for Kubernetes" should "have what the operator requires" in {
    application("apiVersion") shouldBe "sparkoperator.k8s.io/v1beta2"
    application("kind") shouldBe "SparkApplication"
    fields(application("metadata"))("name") shouldBe "classify-allsky"
    spec("type") shouldBe "Java"
    spec("mode") shouldBe "cluster"
    spec("sparkVersion") shouldBe SPARK_VERSION
    spec("mainClass") shouldBe classOf[Allsky].getName
    spec.keys should contain allOf ("image", "mainApplicationFile", "restartPolicy", "driver")
    fields(spec("driver")).keys should contain("serviceAccount")
  }

  it should "call the job with options that it has" in {
    val words = items(spec("arguments")).map(_.toString)
    val parsed = new picocli.CommandLine(new Allsky())
      .setCaseInsensitiveEnumValuesAllowed(true)
      .parseArgs(words: _*)
    parsed.subcommand.commandSpec.name shouldBe "classify-allsky"
  }

  it should "lend one GPU of an executor to as many tasks as it has cores" in {
    val conf = fields(spec("sparkConf"))
    conf.keys.filterNot(isKnown) shouldBe empty
    conf.values.foreach(_ shouldBe a[String])
    conf("spark.executor.resource.gpu.amount") shouldBe "1"
    conf("spark.executor.resource.gpu.vendor") shouldBe "nvidia.com"
    val share = conf("spark.task.resource.gpu.amount").toString.toDouble
    share * executor("cores").asInstanceOf[Int] shouldBe 1.0
    executor.keys should not contain "gpu"
  }

  it should "mount its volumes, the one for PyTorch's natives too, where they are looked for" in {
    val volumes = items(spec("volumes")).map(volume => fields(volume)("name").toString)
    mounts(executor).keys.toSet shouldBe volumes.toSet
    val environment =
      items(executor("env")).map(fields).map(e => s"${e("name")}" -> s"${e("value")}").toMap
    mounts(executor).values should contain(environment("DJL_CACHE_DIR"))
    mounts(fields(spec("driver")))("sky") shouldBe mounts(executor)("sky")
  }

  it should "name the PyTorch of this build" in {
    val natives = items(fields(spec("deps"))("jars")).map(_.toString.split('/').last)
    val built = Files.list(home.resolve("spark-jobs/target/natives")).iterator.asScala
    val jni = built.map(_.getFileName.toString).find(_.startsWith("pytorch-jni")).get
    natives should contain(jni)
    val version = jni.stripPrefix("pytorch-jni-").takeWhile(_ != '-')
    natives should contain(s"pytorch-native-cu124-$version-linux-x86_64.jar")
  }
}
