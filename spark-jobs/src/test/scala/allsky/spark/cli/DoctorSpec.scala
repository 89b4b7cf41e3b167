package allsky.spark.cli

import com.sun.net.httpserver.HttpServer
import java.net.{InetAddress, InetSocketAddress, ServerSocket, URI}
import java.nio.file.Files

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** What bin/allsky doctor finds on machines that lack something. */
class DoctorSpec extends AnyFlatSpec with Matchers with BuiltLauncher {

  private lazy val complete = {
    built
    val target = build.resolve("spark-jobs/target")
    Files.createFile(target.resolve("spark/jars/spark-core_2.12-3.5.7.jar"))
    Files.createFile(Files.createDirectories(target.resolve("natives")).resolve("pytorch.jar"))
    built
  }

  /** A Java of a version. It checks nothing. */
  private def java(version: String): (String, String) =
    "JAVA_HOME" -> javaThat(s"""[ "$$1" != -version ] || echo 'openjdk version "$version"' >&2""")

  private lazy val java17 = java("17.0.9")

  private def doctor(words: String*)(variables: (String, String)*): Outcome =
    call(complete +: words :+ "doctor": _*)(java17 +: variables: _*)

  private def line(outcome: Outcome, subject: String): String =
    outcome.out.linesIterator.find(_.contains(s" $subject: ")).getOrElse(fail(outcome.toString))

  "bin/allsky doctor" should "print a line for each check, and exit with 0 without a problem" in {
    val outcome = doctor()("MASTER" -> "local[1]")
    outcome.exitCode shouldBe 0
    outcome.err shouldBe empty
    outcome.out.linesIterator.foreach(_ should fullyMatch regex "(ok      |warning ) \\S.*: .*")
    line(outcome, "build") should startWith("ok       build: allsky 1.2.3 in ")
    line(outcome, "Spark") should startWith("ok       Spark: 3.5.7 in ")
    line(outcome, "natives") should startWith("ok       natives: 1 jars of PyTorch in ")
    line(outcome, "master") shouldBe "ok       master: local[1]"
  }

  it should "work without a build" in {
    val bare = Files.createDirectories(folder.resolve("bare"))
    call("cp", "-r", home.resolve("bin"), home.resolve("conf"), bare)().exitCode shouldBe 0
    val outcome = call(bare.resolve("bin/allsky"), "doctor")(java17)
    outcome.exitCode shouldBe 1
    line(outcome, "build") should (startWith("problem  build: not complete in ") and
      endWith("; fix: run ./mvnw -Dmaven.test.skip=true package"))
    line(outcome, "natives") should startWith("problem ")
  }

  it should "find a Java that is missing, too old or too new" in {
    val missing = doctor()("JAVA_HOME" -> "/no/such/folder")
    missing.exitCode shouldBe 1
    line(missing, "Java") shouldBe "problem  Java: there is no /no/such/folder/bin/java; fix: " +
      "install a JDK 17, or set JAVA_HOME to one"
    val old = doctor()(java("11.0.2"))
    (old.exitCode, line(old, "Java")) should matchPattern {
      case (1, text: String) if text.startsWith("problem  Java: 11.0.2 in ") =>
    }
    val next = doctor()(java("21.0.1"))
    (next.exitCode, line(next, "Java")) should matchPattern {
      case (0, text: String) if text.startsWith("warning  Java: 21.0.1 in ") =>
    }
  }

  it should "find a temporary folder that is missing, and too few open files" in {
    val outcome = doctor()("TMPDIR" -> "/no/such/folder")
    outcome.exitCode shouldBe 1
    line(outcome, "temporary folder") shouldBe "problem  temporary folder: cannot write " +
      "/no/such/folder; fix: set TMPDIR to a folder that you can write"
    val limited = call("bash", "-c", s"ulimit -n 200; exec '$complete' doctor")(java17)
    limited.exitCode shouldBe 1
    line(limited, "open files") should startWith(
      "problem  open files: 200 at most, 256 are needed; fix: ulimit -n 256"
    )
  }

  it should "find a heap that is larger than the memory" in {
    for (option <- Seq("--driver-memory=9000g", "--conf=spark.driver.memory=9000g")) {
      val outcome = doctor(option)()
      outcome.exitCode shouldBe 1
      line(outcome, "memory") should (startWith("problem  memory: ") and
        include("a job's heap has 9216000 MiB; fix: add --driver-memory "))
    }
    line(doctor("--driver-memory", "1m")(), "memory") should startWith("ok       memory: ")
  }

  it should "connect to the master of a cluster" in {
    val master = new ServerSocket(0, 1, InetAddress.getLoopbackAddress)
    val address = s"127.0.0.1:${master.getLocalPort}"
    try {
      val outcome = doctor("--master", s"spark://127.0.0.1:1,$address")()
      (outcome.exitCode, line(outcome, "master")) shouldBe
        ((0, s"ok       master: spark://$address is reachable"))
    } finally master.close()
    val outcome = doctor()("MASTER" -> s"spark://$address")
    (outcome.exitCode, line(outcome, "master")) shouldBe
      ((
        1,
        s"problem  master: no connection to $address within 5 s; fix: start the cluster " +
          "(bin/start-cluster), or correct --master or MASTER"
      ))
  }

  it should "find a master that the Spark of the build does not know" in {
    line(doctor("--master", "yarn")(), "master") should startWith(
      "problem  master: cannot use --master yarn: the Spark of the build has no YARN; fix: set SPARK_HOME"
    )
  }

  it should "find a GPU, and whether the build can use it" in {
    val bin = Files.createDirectories(folder.resolve("gpu"))
    executable(bin.resolve("nvidia-smi"), "echo NVIDIA H200\n")
    val path = "PATH" -> s"$bin:${sys.env("PATH")}"
    line(doctor()(path), "GPU") should startWith(
      "warning  GPU: NVIDIA H200, but the build has no CUDA natives; fix: build with ./mvnw -Pcu124"
    )
    val cuda = build.resolve("spark-jobs/target/natives/pytorch-native-cu124.jar")
    Files.createFile(cuda)
    try line(doctor()(path), "GPU") shouldBe "ok       GPU: NVIDIA H200; bin/gpu-check tests it"
    finally Files.delete(cuda)
    executable(bin.resolve("nvidia-smi"), "echo no driver; exit 9\n")
    line(doctor()(path), "GPU") should startWith("warning  GPU: nvidia-smi fails: no driver; fix: ")
  }

  it should "exit with 1 if Java finds a problem" in {
    val java = javaThat("[ \"$1\" = -version ] && echo 'version \"17\"' >&2 && exit 0\nexit 1\n")
    doctor()("JAVA_HOME" -> java).exitCode shouldBe 1
  }

  "The command doctor" should "draw text, which needs fonts" in {
    CommandLine.allsky("doctor") shouldBe Outcome(0, "ok       fonts: Java can draw text\n", "")
  }

  it should "find a server that answers, and one that does not" in {
    val server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress, 0), 0)
    val address = new URI(s"http://127.0.0.1:${server.getAddress.getPort}/none")
    server.start()
    try Doctor.fault(address).isPresent shouldBe false
    finally server.stop(0)
    Doctor.fault(address).get shouldBe "ConnectException"
  }
}
