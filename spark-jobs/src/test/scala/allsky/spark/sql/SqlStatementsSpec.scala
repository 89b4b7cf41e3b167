package allsky.spark.sql

import scala.collection.JavaConverters._

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks._

class SqlStatementsSpec extends AnyFlatSpec with Matchers {

  private val texts = Table(
    ("lines", "statements"),
    (Seq("select 1"), Seq("select 1")),
    (Seq("select 1;"), Seq("select 1")),
    (Seq("select 1; select 2"), Seq("select 1", "select 2")),
    (Seq("select", "1;", "select 2;"), Seq("select\n1", "select 2")),
    (Seq("select ';' as a; select \"it's; \""), Seq("select ';' as a", "select \"it's; \"")),
    (Seq("select 'a\\';b'; select 2"), Seq("select 'a\\';b'", "select 2")),
    (Seq("select `a;b` from t"), Seq("select `a;b` from t")),
    (Seq("select 1 -- one; not two", "; select 2"), Seq("select 1 -- one; not two", "select 2")),
    (Seq("select /* a; 'b */ 1;"), Seq("select /* a; 'b */ 1")),
    (Seq("select 4 - 2 / 1;"), Seq("select 4 - 2 / 1")),
    (Seq(";;", " ", "-- nothing;", "/* still; nothing"), Seq())
  )

  "Statements" should "end at semicolons outside quotes and comments" in {
    forAll(texts) { (lines: Seq[String], statements: Seq[String]) =>
      val cutter = new SqlStatements
      val found = lines.flatMap(cutter.add(_).asScala) ++ cutter.rest().asScala
      found shouldBe statements
    }
  }

  they should "tell whether one has begun" in {
    val cutter = new SqlStatements
    cutter.isOpen shouldBe false
    cutter.add("select 'a;")
    cutter.isOpen shouldBe true
    cutter.add("b'; -- done")
    cutter.isOpen shouldBe false
  }
}
