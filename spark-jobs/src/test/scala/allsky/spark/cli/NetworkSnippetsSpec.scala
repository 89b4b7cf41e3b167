package allsky.spark.cli

import java.nio.file.Files

import org.scalatest.flatspec.AnyFlatSpec

/** The commands of the pages about networks, on the quickstart's cutouts. */
class NetworkSnippetsSpec extends AnyFlatSpec with SnippetRuns {

  /** The quickstart's sky, and spectra in the folder of the reader. */
  private lazy val cutouts: Unit = {
    quickstart("simulate-sky", "crossmatch", "stack-cutouts")
    Files.createDirectories(folder.resolve("sdss"))
    Files.createSymbolicLink(folder.resolve("sdss/spectra"), folder.resolve("run/sky/spectra"))
  }

  for (page <- SnippetPlan.pagesOf(this))
    s"The commands of $page" should "run on the quickstart's cutouts" in {
      cutouts
      executed(page) should not be empty
    }
}
