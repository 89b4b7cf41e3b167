package allsky.spark

import allsky.spark.files.LocalFiles
import org.apache.hadoop.mapred.JobConf
import org.apache.hadoop.yarn.conf.YarnConfiguration
import org.apache.spark.sql.SparkSession

import scala.collection.JavaConverters._

/** The one local session that the table and step specs of a test JVM share. */
object LocalSpark {

  lazy val session: SparkSession = {
    val session = started()
    spareUnusedDefaults(session)
    session
  }

  private def started(): SparkSession = SparkSession
    .builder()
    .master("local[2]")
    .appName("allsky specs")
    .config("spark.ui.enabled", "false")
    .config("spark.sql.shuffle.partitions", "4")
    .config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.hadoop.fs.file.impl", classOf[LocalFiles].getName)
    .getOrCreate()

  /** Hadoop's defaults that no spec uses; a tenth of the specs' time was for copies of all of them. */
  private val unused = "(yarn|mapreduce|ipc|ha|dfs|nfs|rpc|adl|ftp)\\..*"

  /** Spark sends the configuration with each scan of a table. */
  private def spareUnusedDefaults(session: SparkSession): Unit = {
    // Hadoop reads all defaults again when one of these is loaded.
    Seq(classOf[JobConf], classOf[YarnConfiguration]).foreach(used => Class.forName(used.getName))
    val configuration = session.sparkContext.hadoopConfiguration
    configuration.asScala.map(_.getKey).filter(_.matches(unused)).toList.foreach(
      configuration.unset
    )
  }
}
