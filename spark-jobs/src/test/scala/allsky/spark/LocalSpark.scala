package allsky.spark

import allsky.spark.files.LocalFiles
import org.apache.spark.sql.SparkSession

/** The one local session that the table and step specs of a test JVM share. */
object LocalSpark {

  lazy val session: SparkSession = SparkSession
    .builder()
    .master("local[2]")
    .appName("allsky specs")
    .config("spark.ui.enabled", "false")
    .config("spark.sql.shuffle.partitions", "4")
    .config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.hadoop.fs.file.impl", classOf[LocalFiles].getName)
    .getOrCreate()
}
