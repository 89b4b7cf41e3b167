package allsky.spark.table

import allsky.spark.LocalSpark
import org.apache.spark.sql.functions.col
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class PartitionKeysSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session
  import spark.implicits._

  "A key" should "hash to the partition that it is made for" in {
    for (partitions <- Seq(1, 2, 7, 64)) {
      val keys = PartitionKeys.of(partitions)
      val landed = keys.toSeq
        .toDF("key")
        .repartition(partitions, col("key"))
        .rdd
        .mapPartitionsWithIndex((partition, rows) => rows.map(row => row.getInt(0) -> partition))
        .collect()
        .toMap
      keys.map(landed).toSeq shouldBe (0 until partitions)
    }
  }
}
