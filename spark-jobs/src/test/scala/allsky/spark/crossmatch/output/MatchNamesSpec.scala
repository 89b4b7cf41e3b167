package allsky.spark.crossmatch.output

import allsky.spark.LocalSpark
import allsky.spark.columns.ColumnChoice
import allsky.spark.columns.TableInput
import allsky.spark.crossmatch.request.{MatchInput, MatchMode, MatchRule}
import allsky.spark.table.SourceTable
import scala.collection.JavaConverters._

import org.apache.spark.sql.types.{LongType, StructField, StructType}
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class MatchNamesSpec extends AnyFlatSpec with Matchers {

  private lazy val spark = LocalSpark.session

  private def side(columns: String*): MatchInput = {
    val schema = StructType(columns.map(StructField(_, LongType)))
    val rows = spark.createDataFrame(java.util.List.of[org.apache.spark.sql.Row](), schema)
    val input = TableInput.sources("a.parquet")
    MatchInput.of(SourceTable.of(rows, input, ColumnChoice.BY_KNOWN_NAMES))
  }

  private def written(names: MatchNames): Seq[String] =
    names.sources.values.asScala.toSeq ++ names.partners.values.asScala ++
      names.own.asScala.map(_.name)

  private def renamed(names: java.util.Map[String, String]): Map[String, String] =
    names.asScala.filter { case (name, written) => name != written }.toMap

  private val rule = MatchRule.within(2, MatchMode.BEST)

  private lazy val partner = side("objid", "ra", "dec")

  "The columns of a match" should "have each name once where its sources are a match" in {
    val first = MatchNames.joined(side("cntr", "ra", "dec"), partner, "match_", rule)
    val second = MatchNames.joined(side(written(first): _*), partner, "b_", rule)
    val third = MatchNames.joined(side(written(second): _*), partner, "c_", rule)
    written(third).map(_.toLowerCase) should contain noElementsOf
      written(third).map(_.toLowerCase).diff(written(third).map(_.toLowerCase).distinct)
  }

  it should "make way for those of the match under a name that is free" in {
    val sources = side("cntr", "ra", "dec", "candidates", "source_candidates", "Source_Z", "z")
    renamed(MatchNames.labelled(sources, Seq.empty.asJava, "match_", rule).sources) shouldBe
      Map(
        "candidates" -> "source_candidates_2",
        "source_candidates" -> "source_source_candidates",
        "z" -> "source_z_2"
      )
  }

  it should "keep those of a label where nothing is labelled" in {
    val sources = side("cntr", "ra", "dec", "specobjid", "label", "z", "split")
    renamed(MatchNames.joined(sources, partner, "match_", rule).sources) shouldBe empty
  }

  it should "keep separations in sigmas of the sources where the match has none" in {
    val sources = side("cntr", "ra", "dec", "separation_sigmas")
    renamed(MatchNames.joined(sources, partner, "match_", rule).sources) shouldBe empty
  }

  it should "be numbered, and say so, where a partner's would be there twice" in {
    val sources = side("cntr", "ra", "dec", "match_objid")
    val names = MatchNames.joined(sources, partner, "match_", rule)
    names.partners.asScala("objid") shouldBe "match_objid_2"
    names.notes.asScala shouldBe Seq(
      "columns of --spectra whose name already exists get a number: match_objid as match_objid_2;" +
        " use --match-prefix to change the names"
    )
  }

  it should "be free of the match's own names where the prefix is empty" in {
    val near = side("objid", "ra", "dec", "separation_arcsec")
    MatchNames.joined(side("cntr", "ra", "dec"), near, "", rule).partners.asScala.values should
      contain theSameElementsAs Seq("objid", "ra_2", "dec_2", "separation_arcsec_2")
  }
}
