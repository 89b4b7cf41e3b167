package allsky.spark.table

import allsky.spark.LocalSpark
import org.apache.spark.sql.functions.col
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class PartitionKeysSpec extends AnyFlatSpec with Matchers {

  private val spark = LocalSpark.session
  import spark.implicits._

  "A slot" should "hash to the partition that it is made for" in {
    for (partitions <- Seq(1, 2, 7, 64)) {
      val slots = PartitionKeys.of(partitions)
      val landed = slots.toSeq
        .toDF("slot")
        .repartition(partitions, col("slot"))
        .rdd
        .mapPartitionsWithIndex((partition, rows) => rows.map(row => row.getInt(0) -> partition))
        .collect()
        .toMap
      slots.map(landed).toSeq shouldBe (0 until partitions)
    }
  }
}
