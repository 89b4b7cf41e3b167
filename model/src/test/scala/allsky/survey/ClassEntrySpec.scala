package allsky.survey

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class ClassEntrySpec extends AnyFlatSpec with Matchers {

  "An entry of a list" should "be divided at the first equals sign" in {
    val value = ClassEntry.of(" star = 0.5 ")
    value.sourceClass.get shouldBe SourceClass.STAR
    value.number.getAsDouble shouldBe 0.5
    ClassEntry.of("QSO=1=2").value.get shouldBe "1=2"
  }

  it should "have no number if there is none" in {
    for (text <- Seq("QSO", "QSO=", "QSO=x", "QSO=1=2"))
      ClassEntry.of(text).number.isPresent shouldBe false
  }

  it should "have no class if the name is not known" in {
    ClassEntry.of("BLAZAR=1").sourceClass.isPresent shouldBe false
  }

  it should "be shown as it was typed" in {
    for (text <- Seq("STAR", "STAR=", " STAR = 1 ", "STAR=1=2"))
      ClassEntry.of(text).toString shouldBe text
  }
}
