package allsky

import java.util.concurrent.ExecutionException

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class CausesSpec extends AnyFlatSpec with Matchers {

  private val inner = new IllegalArgumentException("the reason")
  private val outer = new RuntimeException("outer", new Exception("between", inner))

  "The causes of an exception" should "be listed from the outermost to the innermost" in {
    Causes.of(outer).toArray shouldBe Array(outer, outer.getCause, inner)
    Causes.innermost(outer) shouldBe inner
    Causes.innermost(inner) shouldBe inner
  }

  they should "end at a cause that names itself" in {
    val itself = new Exception("itself") {
      override def getCause: Throwable = this
    }
    Causes.of(itself).count() shouldBe 1
  }

  "An exception of another thread" should "be thrown unchanged, a checked exception as a bug" in {
    Causes.ofThread(new ExecutionException(inner)) should be theSameInstanceAs inner
    val checked = new Exception("checked")
    val wrapped = Causes.ofThread(new ExecutionException(checked))
    wrapped shouldBe an[IllegalStateException]
    wrapped.getCause shouldBe checked
  }

  "The first line of a message" should "be empty where there is no message" in {
    Causes.firstLine("one\ntwo") shouldBe "one"
    Causes.firstLine("") shouldBe ""
    Causes.firstLine(null) shouldBe ""
  }
}
