package allsky.spark.report.section

import allsky.spark.report.run.CsvFile
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class ByMagnitudeFigureSpec extends AnyFlatSpec with Matchers {

  private def file(rows: String*): CsvFile =
    CsvFile.of(
      "by_magnitude.csv",
      ("column,low,high,median,class,sources,measure,value,value_low,value_high" +: rows)
        .mkString("\n")
    )

  "The figure" should "have the bins with enough cutouts of a class" in {
    val figure = ByMagnitudeFigure.of(
      file(
        "w1mpro,15.0,15.5,15.3,STAR,5,recall,0.8,0.4,0.9",
        "w1mpro,15.5,16.0,15.7,STAR,4,recall,0.7,0.3,0.9"
      )
    )
    figure.get.toString should include("STAR, W1 15.0 to 15.5: completeness (recall) 0.800")
    figure.get.toString should not include "W1 15.5 to 16.0"
  }

  it should "be missing where all of them have too few" in {
    val figure = ByMagnitudeFigure.of(
      file(
        "w1mpro,15.0,15.5,15.3,ALL,6,accuracy,0.8,0.4,0.9",
        "w1mpro,15.0,15.5,15.3,STAR,4,recall,0.8,0.4,0.9"
      )
    )
    figure.isPresent shouldBe false
  }
}
