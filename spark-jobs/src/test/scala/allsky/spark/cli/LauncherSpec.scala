package allsky.spark.cli

import allsky.cutout.arithmetic.ArithmeticChoice
import java.io.{ByteArrayOutputStream, PrintStream}
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.Files

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** What bin/allsky says before it starts a JVM; it finds files of the names that a build makes. */
class LauncherSpec extends AnyFlatSpec with Matchers with BuiltLauncher {

  for {
    (master, message) <- Seq(
      "yarn" -> ("the Spark of the build has no YARN; set SPARK_HOME to the cluster's Spark" +
        " 3.5, and HADOOP_CONF_DIR to its configuration"),
      "k8s://https://host:6443" -> ("the Spark of the build has no Kubernetes; set SPARK_HOME" +
        " to a downloaded Spark 3.5, or use conf/kubernetes with the Spark operator"),
      "locl[2]" -> ("use local[N], local[*] or spark://HOST:PORT; yarn and k8s://... need" +
        " SPARK_HOME")
    )
  } s"bin/allsky --master $master" should "say in one line what it needs" in {
    call(built, "--master", master, "sql", "-e", "select 1")() shouldBe
      Outcome(1, "", s"allsky: cannot use --master $master: $message\n")
  }

  private val jobs = Allsky.command().getSubcommands.keySet.asScala.toSeq

  private def withoutJava(words: String*): Outcome =
    call(built +: words: _*)("JAVA_HOME" -> "/no/such/folder")

  "bin/allsky --help" should "print the help of allsky and of each job, without Java" in {
    for (words <- Seq("--help") +: jobs.map(Seq(_, "--help"))) withClue(words) {
      withoutJava(words: _*) shouldBe Outcome(0, CommandLine.allsky(words: _*).out, "")
    }
    withoutJava("help", "sql").out shouldBe withoutJava("sql", "-h").out
  }

  "bin/allsky --version" should "print the version, without Java" in {
    withoutJava("--version") shouldBe Outcome(0, "allsky 1.2.3\n", "")
    withoutJava("--master", "local[2]", "sql", "-V").out shouldBe "allsky 1.2.3\n"
  }

  /** A Java that does nothing but print which class it was to run. */
  private lazy val java = {
    val bin = Files.createDirectories(folder.resolve("java/bin")).resolve("java")
    Files.writeString(
      bin,
      "#!/bin/sh\necho \"$*\" | grep -o 'UsageCheck.*\\|launcher.Main' >&2\nexit 2\n"
    )
    bin.toFile.setExecutable(true)
    bin.getParent.getParent.toString
  }

  private val there = "/dev/null"

  private val crossmatch =
    Seq("crossmatch", "--sources", there, s"--spectra=$there", "--output", "c")

  private def checkedFirst(words: String*) =
    (crossmatch ++ words) -> ("UsageCheck" +: (crossmatch ++ words)).mkString(" ")

  for (
    (words, java) <- Seq(
      Seq("crosmatch") -> "UsageCheck crosmatch",
      Seq() -> "UsageCheck",
      Seq("crossmatch", "--sources", "a") -> "UsageCheck crossmatch --sources a",
      checkedFirst("--jion=left"),
      checkedFirst("--radius-arcsec", "2 arcsec"),
      checkedFirst("--radius-arcsec"),
      checkedFirst("--join=bust"),
      checkedFirst("--seed", "1", "--seed", "2"),
      checkedFirst("extra"),
      checkedFirst("--radius-arcsec=-1.5e0"),
      checkedFirst("--rows-per-file", "0"),
      Seq(
        "train-iicnet",
        "--training-share",
        "1.5"
      ) -> "UsageCheck train-iicnet --training-share 1.5",
      crossmatch -> "launcher.Main",
      (crossmatch ++ Seq("--radius-arcsec=1.5e0", "--match", "Best", "--seed", "2", "--overwrite"))
        -> "launcher.Main",
      (crossmatch ++ Seq("--columns", "a", "--columns", "--b")) -> "launcher.Main",
      (crossmatch :+ "--help") -> "launcher.Main",
      withSources("/no/such/file"),
      withSources("file:/no/such/file"),
      withSources("no-such-file")
    )
  ) s"bin/allsky ${words.mkString(" ")}" should s"start with $java" in {
    call(built +: words: _*)("JAVA_HOME" -> this.java).err.linesIterator.next() shouldBe java
  }

  private def withSources(path: String) = {
    val words = Seq("crossmatch", "--sources", path, "--spectra", there, "--output", "c")
    words -> s"UsageCheck ${words.mkString(" ")}"
  }

  "An input" should "be checked before Spark starts only if it must be on a local disk" in {
    def first(path: String, before: String*)(environment: (String, String)*) =
      call((built +: before) ++ withSources(path)._1: _*)(
        environment :+ ("JAVA_HOME" -> java): _*
      ).err.linesIterator.next()
    val checked = s"UsageCheck ${withSources("/no/such/file")._1.mkString(" ")}"
    first("/no/such/file", "--master", "local[2]")() shouldBe checked
    for (path <- Seq("s3a://bucket/x", "hdfs:/x", "https://host/x", s"$there#2"))
      withClue(path)(first(path)() shouldBe "launcher.Main")
    first("/no/such/file")("HADOOP_CONF_DIR" -> "/etc/hadoop") shouldBe "launcher.Main"
    first("/no/such/file", "--conf", "spark.hadoop.fs.defaultFS=hdfs://host")() shouldBe
      "launcher.Main"
    val settings = Files.writeString(folder.resolve("own.conf"), "spark.hadoop.fs.defaultFS hdfs:/")
    first("/no/such/file", "--properties-file", s"$settings")() shouldBe "launcher.Main"
    first("file:/no/such/file", "--properties-file", s"$settings")() should startWith("UsageCheck")
  }

  /** A Java that prints the options that a driver gets, and what the C library of its process is told. */
  private def optionsOfDriver(modules: String, words: String*): String = {
    val home = Files.createTempDirectory(folder, "java")
    val bin = Files.createDirectories(home.resolve("bin")).resolve("java")
    Files.writeString(
      bin,
      "#!/bin/sh\ncase $* in *UsageCheck*) exit 0 ;; esac\n" +
        "echo \"$SPARK_SUBMIT_OPTS\" $(env | sort | grep ^MALLOC) >&2\nexit 2\n"
    )
    bin.toFile.setExecutable(true)
    Files.writeString(home.resolve("release"), s"""MODULES="$modules"\n""")
    call(built +: words: _*)("JAVA_HOME" -> home.toString).err
  }

  private val cutting = Seq("--tiles", "b", "--output", "c", "--sources", "a")

  "bin/allsky" should "add the Vector API to jobs that cut sources, if Java has it" in {
    val modules = s"java.base ${ArithmeticChoice.MODULE} java.sql"
    val stack = "stack-cutouts" +: cutting
    optionsOfDriver(modules, stack: _*) should include(ArithmeticChoice.OPTION)
    val classify = "classify-allsky" +: cutting :+ "--model" :+ "d"
    optionsOfDriver(modules, classify: _*) should include(ArithmeticChoice.OPTION)
    optionsOfDriver("java.base java.sql", stack: _*) should not include "--add-modules"
    optionsOfDriver(modules, crossmatch: _*) should not include "--add-modules"
  }

  it should "keep the memory of a training's steps, and leave other jobs as they are" in {
    val kept = "MALLOC_ARENA_MAX=1 MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=2147483647"
    optionsOfDriver("java.base", "train-iicnet", "--cutouts", "a", "--model", "b") should include(
      kept
    )
    optionsOfDriver("java.base", crossmatch: _*) should not include "MALLOC"
  }

  "A usage check" should "print what is wrong as the job does, and nothing where all is right" in {
    for (words <- Seq(Seq("crosmatch"), Seq(), Seq("sql", "--quik"), Seq("crossmatch"))) {
      val (code, err) = checked(words: _*)
      withClue(words)((code, err) shouldBe ((2, CommandLine.allsky(words: _*).err)))
    }
    checked(crossmatch: _*) shouldBe ((0, ""))
    checked(crossmatch :+ "--help": _*) shouldBe ((0, ""))
  }

  it should "print which value is out of its range" in {
    checked(crossmatch :+ "--radius-arcsec=-1": _*) shouldBe
      ((1, "crossmatch: Invalid --radius-arcsec (0 to 648000): -1.0\n"))
    val train = Seq("train-iicnet", "--cutouts", "a", "--model", "b")
    checked(train :+ "--training-share=1.5": _*) shouldBe
      ((1, "train-iicnet: Invalid --training-share (above 0, up to 1): 1.5\n"))
    checked(train: _*) shouldBe ((0, ""))
    checked("train-iicnet", "--summary") shouldBe ((0, ""))
    checked("train-iicnet")._1 shouldBe 2
  }

  private def checked(words: String*): (Int, String) = {
    val (bytes, err) = (new ByteArrayOutputStream, System.err)
    System.setErr(new PrintStream(bytes, true, UTF_8))
    try {
      val code = UsageCheck.check(words: _*)
      (code, bytes.toString(UTF_8))
    } finally System.setErr(err)
  }
}
