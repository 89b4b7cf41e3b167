package allsky.spark.cli

import java.nio.file.{Files, Path}

/** Calls of report that fail, and folders for its page. */
trait ReportCalls {

  protected def emptyFolder(): Path = Files.createTempDirectory("allsky-report")

  /** Exit code and the last line on standard error. */
  protected def failing(words: String*): (Int, String) = {
    val outcome = CommandLine.allsky(words: _*)
    (outcome.exitCode, outcome.err.linesIterator.toSeq.last)
  }
}
