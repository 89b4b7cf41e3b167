package allsky.spark.fault

import java.io.{EOFException, IOException}
import java.nio.BufferUnderflowException

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

class LibraryFaultSpec extends AnyFlatSpec with Matchers {

  private val damaged = "its content is damaged or not supported"

  for (
    fault <- Seq(
      new NullPointerException("Cannot invoke \"String.length()\" because \"s\" is null"),
      new ArrayIndexOutOfBoundsException("Index 7 out of bounds for length 3"),
      new ClassCastException("class A cannot be cast to class B"),
      new NumberFormatException("For input string: \"x\""),
      new BufferUnderflowException,
      new IllegalStateException,
      new IOException("java.lang.NullPointerException"),
      new RuntimeException("Job aborted", new NegativeArraySizeException("-3"))
    )
  )
    "The reason of a fault" should s"not quote $fault" in {
      LibraryFault.reason(fault) shouldBe damaged
    }

  it should "be the first line of its innermost cause" in {
    val cause = new IOException("footer is missing\n\tat somewhere")
    LibraryFault.reason(new RuntimeException("Job aborted", cause)) shouldBe "footer is missing"
  }

  it should "be without the name of a class" in {
    val text = "org.apache.parquet.io.ParquetDecodingException: cannot read value at 0"
    LibraryFault.reason(new RuntimeException(text)) shouldBe "cannot read value at 0"
  }

  it should "say that a file is cut off" in {
    LibraryFault.reason(new RuntimeException(new EOFException)) shouldBe "it is truncated"
  }
}
