package allsky.spark.cli

import org.scalatest.flatspec.AnyFlatSpec

class SkySnippetsSpec extends AnyFlatSpec with SnippetRuns {
  for (page <- SnippetPlan.pagesOf(this))
    s"The commands of $page" should "run as they stand" in {
      executed(page) should not be empty
    }
}
