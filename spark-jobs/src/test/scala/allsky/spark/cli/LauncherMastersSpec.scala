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
      "yarn" -> ("the Spark that Maven laid out has no YARN; let SPARK_HOME name the cluster's own" +
        " Spark 3.5, and HADOOP_CONF_DIR its configuration"),
      "k8s://https://host:6443" -> ("the Spark that Maven laid out has no Kubernetes; let SPARK_HOME" +
        " name a downloaded Spark 3.5, or use conf/kubernetes with the Spark operator"),
      "locl[2]" -> ("give local[N], local[*] or spark://HOST:PORT; yarn and k8s://... need a" +
        " SPARK_HOME")
    )
  } s"bin/allsky --master $master" should "say in one line what it needs" in {
    call(built, "--master", master, "sql", "-e", "select 1")() shouldBe
      Outcome(1, "", s"allsky: cannot use --master $master: $message\n")
  }
}
