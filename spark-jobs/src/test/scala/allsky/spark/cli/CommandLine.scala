package allsky.spark.cli

import allsky.spark.LocalSpark
import java.io.{ByteArrayOutputStream, PrintStream}
import java.nio.charset.StandardCharsets.UTF_8

/** What a command left behind: its exit code and what it said. */
case class Outcome(exitCode: Int, out: String, err: String)

/** The command line of allsky, called in this JVM; its jobs work in the session of all specs. */
object CommandLine {

  def allsky(words: String*): Outcome = outcomeOf(Allsky.run(words: _*))

  /** What calls of allsky's jobs print, and the exit code that they return. */
  def outcomeOf(calls: => Int): Outcome = synchronized {
    LocalSpark.session
    val (out, err) = (new ByteArrayOutputStream, new ByteArrayOutputStream)
    val (realOut, realErr) = (System.out, System.err)
    System.setOut(new PrintStream(out, true, UTF_8))
    System.setErr(new PrintStream(err, true, UTF_8))
    try {
      val exitCode = calls
      Outcome(exitCode, out.toString(UTF_8), err.toString(UTF_8))
    } finally {
      System.setOut(realOut)
      System.setErr(realErr)
    }
  }
}
