package allsky.survey

import allsky.UserError
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class SourceClassSpec extends AnyFlatSpec with Matchers {

  "A class in a table" should "be one of the three" in {
    SourceClass.inTable("QSO", "the column class of the predictions") shouldBe SourceClass.QSO
  }

  it should "be refused with its column if it is another" in {
    for (name <- Seq("BLAZAR", "qso", "", null)) {
      val refusal = the[UserError] thrownBy SourceClass.inTable(name, "the column class")
      refusal.getMessage should include(s"the column class: it has the class $name, ")
    }
  }
}
