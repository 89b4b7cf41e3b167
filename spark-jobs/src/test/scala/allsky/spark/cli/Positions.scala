package allsky.spark.cli

import java.nio.file.{Files, Path}

/** A list of positions as users have them. */
object Positions {

  /** A CSV of ra,dec with these lines. */
  def csv(lines: String*): Path =
    Files.write(
      Files.createTempFile("positions", ".csv"),
      ("ra,dec" +: lines).mkString("\n").getBytes
    )
}
