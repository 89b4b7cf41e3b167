package allsky.cutout.arithmetic

import java.nio.file.Paths
import java.util.concurrent.TimeUnit.SECONDS

import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** Starts JVMs with other options than that of the specs. */
class ArithmeticChoiceSpec extends AnyFlatSpec with Matchers {

  private val java = Paths.get(sys.props("java.home"), "bin", "java").toString
  private val withModule = ArithmeticChoice.OPTION

  /** The choice and the class of the arithmetic in a new JVM. */
  private def chosen(options: String*): String = {
    val words = java +: "-Xshare:auto" +: options :+ "-cp" :+ sys.props("java.class.path") :+
      "allsky.cutout.arithmetic.PrintedChoice"
    val process =
      new ProcessBuilder(words: _*).redirectError(ProcessBuilder.Redirect.DISCARD).start()
    val printed = new String(process.getInputStream.readAllBytes).trim
    process.waitFor(60, SECONDS) shouldBe true
    printed
  }

  private lazy val hasWideVectors = chosen() != "SCALAR ScalarArithmetic"

  "A JVM with the module and C2" should "use vectors" in {
    assume(hasWideVectors, "the processor has no vectors of 256 bits")
    chosen(withModule) shouldBe "VECTOR VectorArithmetic"
  }

  "A JVM without the module" should "use scalar code and know why" in {
    assume(hasWideVectors, "the processor has no vectors of 256 bits")
    chosen() shouldBe "NO_MODULE ScalarArithmetic"
  }

  for (
    option <- Seq(
      "-XX:TieredStopAtLevel=1",
      "-XX:CompilationMode=quick-only",
      "-Xint",
      "-XX:MaxVectorSize=16"
    )
  ) s"A JVM with $option" should "use scalar code" in {
    chosen(withModule, option) shouldBe "SCALAR ScalarArithmetic"
  }
}

/** Prints the choice of the JVM that it runs in. */
object PrintedChoice {
  def main(words: Array[String]): Unit = {
    val arithmetic = ArithmeticChoice.arithmetic(1).getClass.getSimpleName
    println(s"${ArithmeticChoice.ofThisJvm} $arithmetic")
  }
}
