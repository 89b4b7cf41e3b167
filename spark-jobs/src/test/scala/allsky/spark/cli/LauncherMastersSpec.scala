package allsky.spark.cli

import java.nio.file.Files

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** What bin/allsky says before it starts a JVM; it finds files of the names that a build makes. */
class LauncherMastersSpec extends AnyFlatSpec with Matchers with Launchers {

  private lazy val built = {
    val built = Files.createDirectories(folder.resolve("built"))
    call("cp", "-r", home.resolve("bin"), home.resolve("conf"), built)().exitCode shouldBe 0
    Files.createDirectories(built.resolve("spark-jobs/target/spark/jars"))
    Files.createFile(built.resolve("spark-jobs/target/allsky.jar"))
    built.resolve("bin/allsky")
  }

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
}
