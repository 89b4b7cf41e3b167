package allsky.spark.runtime

import allsky.UserError
import org.apache.spark.SparkConf
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks._

class LocalMasterSpec extends AnyFlatSpec with Matchers {

  private def configured(master: String, key: String) =
    new SparkConf(false).set("spark.master", master).set(key, "1")

  private val gpuKeys =
    Table("key", "spark.executor.resource.gpu.amount", "spark.task.resource.gpu.amount")

  "A local master" should "be refused a GPU, for which it would wait for ever" in {
    forAll(gpuKeys) { (key: String) =>
      for (master <- Seq("local", "local[*]", "local[2]", "local[2, 3]")) {
        val refused =
          the[UserError] thrownBy LocalMaster.refuseGpus(configured(master, key))
        refused.getMessage should startWith(s"Cannot use $key with the master $master: ")
      }
    }
  }

  it should "be given everything else" in {
    LocalMaster.refuseGpus(configured("local[*]", "spark.task.cpus"))
    LocalMaster.refuseGpus(configured("local[*]", "spark.driver.resource.gpu.amount"))
  }

  "A cluster" should "lend its GPUs" in {
    forAll(gpuKeys) { (key: String) =>
      LocalMaster.refuseGpus(configured("spark://127.0.0.1:7077", key))
      LocalMaster.refuseGpus(configured("local-cluster[2,1,1024]", key))
    }
  }
}
