package allsky.spark.job

import allsky.spark.LocalSpark

import java.io.{ByteArrayOutputStream, PrintStream}
import java.nio.charset.StandardCharsets.UTF_8

/** What a command line printed and how it ended. */
case class CommandLineRun(exitCode: Int, out: String, err: String)

object CommandLineRun {

  /** Runs a job in this JVM, on the session that the specs share. */
  def allsky(args: String*): CommandLineRun = {
    LocalSpark.session
    val out = new ByteArrayOutputStream()
    val err = new ByteArrayOutputStream()
    val (stdout, stderr) = (System.out, System.err)
    System.setOut(new PrintStream(out, true, UTF_8))
    System.setErr(new PrintStream(err, true, UTF_8))
    try {
      val exitCode = Allsky.run(args: _*)
      CommandLineRun(exitCode, out.toString(UTF_8), err.toString(UTF_8))
    } finally {
      System.setOut(stdout)
      System.setErr(stderr)
    }
  }
}
