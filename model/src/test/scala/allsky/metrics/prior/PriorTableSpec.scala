package allsky.metrics.prior

import allsky.UserError
import allsky.survey.SourceClass
import allsky.survey.SourceClass.{GALAXY, QSO, STAR}
import java.util.EnumSet

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class PriorTableSpec extends AnyFlatSpec with Matchers {

  private val nan = Double.NaN

  private def parsed(rows: String*): PriorTable =
    PriorTableCsv.parse("p.csv", (PriorTableCsv.HEAD +: rows).mkString("\n"))

  private def complaint(rows: String*): String =
    the[UserError].thrownBy(parsed(rows: _*)).getMessage

  private val table = parsed(
    "# bright, faint, and without W1",
    "-inf,14,0,30,8,1,1",
    " 14 , inf , 0 , 30 , 0.2 , 0.7 , 0.1 ",
    "",
    "-inf,14,30,90,0.5,0.3,0.2",
    ",,0,90,1,1,2"
  )

  private def qso(w1: Double, lat: Double): Option[Double] = {
    val cell = table.cell(w1, lat)
    if (cell.isPresent) Some(table.cells.get(cell.getAsInt).priors.share(QSO)) else None
  }

  "A cell" should "have its lower edges and not its upper edges" in {
    qso(13.999, 0) shouldBe Some(0.1)
    qso(14, 0) shouldBe Some(0.1 / (0.2 + 0.7 + 0.1))
    table.cell(14, 29.999).getAsInt shouldBe 1
    table.cell(13, 30).getAsInt shouldBe 2
  }

  it should "have the pole if its upper edge is 90" in {
    qso(5, 90) shouldBe Some(0.2)
  }

  it should "be the one without edges for a source without W1" in {
    qso(nan, 12) shouldBe Some(0.5)
  }

  "A source outside of all cells" should "have none" in {
    qso(15, 30) shouldBe None
    parsed("-inf,inf,0,90,1,1,1").cell(nan, 10).isPresent shouldBe false
  }

  "Fractions of a row" should "be divided by their sum" in {
    val shares = table.cells.get(0).priors
    Seq(STAR, GALAXY, QSO).map(shares.share) shouldBe Seq(0.8, 0.1, 0.1)
  }

  "A table among two classes" should "keep their ratio" in {
    val two = table.among(EnumSet.of(STAR, GALAXY))
    two.cells.get(0).priors.share(STAR) shouldBe 8.0 / 9 +- 1e-12
    two.cells.get(0).priors.share(QSO) shouldBe 0.0
  }

  "A bad table" should "be refused with its line and the rule" in {
    complaint("1,2,0,90,1,1") shouldBe
      s"Cannot use --priors p.csv, line 2: it must have the columns ${PriorTableCsv.HEAD}"
    complaint(
      "1,2,0,90,1,1,x"
    ) shouldBe "Cannot use --priors p.csv, line 2: a value is not a number"
    complaint("1,2,0,90,1,1,NaN") should endWith("line 2: a value is not a number")
    complaint("#", "2,1,0,90,1,1,1") shouldBe
      "Cannot use --priors p.csv, line 3: Invalid W1 edges (the first below the second): 2.0, 1.0"
    complaint("1,,0,90,1,1,1") should include("Invalid W1 edges (both or none): 1.0, NaN")
    complaint("1,2,-10,90,1,1,1") should include("Invalid latitude edges (0 to 90")
    complaint("1,2,0,90,0,0,0") should include("at least one above 0")
    complaint("1,2,0,90,-1,1,1") should include("Invalid fraction (0 or more): -1.0")
    complaint() should endWith("Invalid table (at least one row): none")
    the[UserError].thrownBy(PriorTableCsv.parse("p.csv", "1,2,3")).getMessage shouldBe
      s"Cannot use --priors p.csv, line 1: the first line must be ${PriorTableCsv.HEAD}"
  }

  it should "be refused where two rows overlap" in {
    complaint("1,3,0,90,1,1,1", "2,4,80,90,1,1,1") should endWith(
      "Invalid table (no two rows overlap): rows 1 and 2"
    )
    complaint(",,0,90,1,1,1", ",,10,20,1,1,1") should include("overlap")
    noException should be thrownBy parsed("1,3,0,80,1,1,1", "2,4,80,90,1,1,1", ",,0,90,1,1,1")
  }
}
