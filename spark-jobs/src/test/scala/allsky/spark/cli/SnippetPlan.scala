package allsky.spark.cli

/**
 * Which spec runs the commands of a page, and which lines no spec runs. {{{SnippetsSpec}}} fails if a
 * line that the reader types into a shell is in neither.
 */
object SnippetPlan {

  /** The pages of each spec, in the order in which it runs them. */
  val pages: Map[Class[_ <: SnippetRuns], Seq[String]] = Map(
    classOf[QuickstartSnippetsSpec] -> Seq(
      "docs/quickstart.md",
      "docs/jobs/stack-cutouts.md",
      "docs/jobs/report.md",
      "docs/jobs/sql.md",
      "docs/jobs/export.md",
      "docs/jobs/map-sky.md",
      "docs/jobs/status.md"
    ),
    classOf[OwnDataSnippetsSpec] -> Seq(
      "README.md",
      "docs/real-data.md",
      "docs/pretrained-model.md",
      "docs/jobs/fetch-tiles.md",
      "docs/tutorial.md"
    ),
    classOf[CrossmatchSnippetsSpec] -> Seq("docs/jobs/crossmatch.md"),
    classOf[NetworkSnippetsSpec] -> Seq(
      "docs/jobs/train-iicnet.md",
      "docs/jobs/evaluate-iicnet.md",
      "docs/jobs/classify-allsky.md",
      "docs/jobs/compare-networks.md",
      "docs/jobs/train-spectra.md",
      "docs/jobs/classify-spectra.md"
    ),
    classOf[SkySnippetsSpec] -> Seq("docs/jobs/simulate-sky.md", "docs/jobs/check-sky.md")
  )

  /** Lines that no spec runs, by regular expressions of their page and text, with the reason. */
  final case class Unrun(page: String, line: String, reason: String) {
    def has(of: String, typed: String): Boolean = of.matches(page) && typed.matches(line)
  }

  val unrun: Seq[Unrun] = Seq(
    Unrun(".*", ".* \\.\\.\\.", "options are left out"),
    Unrun(".*", "\\./mvnw .*", "a build"),
    Unrun(".*", "bin/(demo|reliability)\\b.*", "a build and minutes to hours"),
    Unrun(".*", "(pip|jupyter|python3) .*", "packages of Python"),
    Unrun(".*", "curl .*", "the network"),
    Unrun("docs/tutorial.md", "\\w+=.*|for .*; do|done", "the network: what curl gets"),
    Unrun("docs/tutorial.md", ".*\\bpaper\\b.*", "the archives, and hours"),
    Unrun(".*", ".* s3a://.*", "a bucket of Amazon; S3Spec has a local one"),
    Unrun(
      "docs/clusters.md",
      "bin/(start|stop)-cluster.*",
      "a cluster; LaunchersClusterSpec has one"
    ),
    Unrun(".*", "bin/gpu-check.*", "a GPU"),
    Unrun("docs/jobs/doctor.md", ".* doctor.*", "a build; DoctorSpec has one"),
    Unrun("docs/(benchmarks|SCALE|results).md", ".*", "hours: the measurements of the page"),
    Unrun("docs/pretrained-model.md", ".*\\brun/.*", "hours: the measurements of the page"),
    Unrun(
      "docs/(quickstart|jobs/classify-allsky).md",
      "bin/allsky classify-allsky --sources my.csv --output out",
      "OwnDataSnippetsSpec runs it for README.md"
    ),
    Unrun("docs/simulated-sky.md", ".* run/.*", "SkySnippetsSpec runs nearly the same"),
    Unrun(
      "docs/jobs/check-sky.md",
      "bin/allsky check-sky .*",
      "half a minute; DifficultyStepSpec and CheckSkySpec have smaller catalogs"
    ),
    Unrun(
      "docs/jobs/compare-networks.md",
      ".* --spectra run/sky/spectra",
      "half a minute; SpectraComparisonSpec has a smaller one"
    ),
    Unrun(
      "docs/networks.md",
      ".* --seeds 3",
      "a minute; ComparisonStepSpec has one"
    ),
    Unrun("docs/jobs/compare-networks.md", ".* --seeds 3", "a minute; ComparisonStepSpec has one"),
    Unrun(
      "docs/real-data.md",
      "bin/allsky report .*",
      "half a minute; QuickstartSnippetsSpec runs one"
    ),
    Unrun(
      "docs/(real-data|jobs/evaluate-iicnet).md",
      "bin/allsky evaluate-iicnet .* --output \\w+/evaluation",
      "half a minute; QuickstartSnippetsSpec runs one"
    )
  )

  /** The page of a spec whose commands it runs. */
  def pagesOf(spec: SnippetRuns): Seq[String] = pages(spec.getClass)

  private val ran: Set[String] = pages.values.flatten.toSet

  /** The commands that are to be run. */
  def of(page: Manual.Page): Seq[Snippet] =
    page.shellLines.filterNot(line => isUnrun(page.path, line.trim)).flatMap(Snippet.in(
      page.path,
      _
    ))

  private def isUnrun(page: String, line: String): Boolean = unrun.exists(_.has(page, line))

  /** Lines of a page that no spec runs and that are not listed. */
  def forgotten(page: Manual.Page): Seq[String] =
    page.shellLines.map(_.trim)
      .filterNot(line => line.isEmpty || line.startsWith("#") || isUnrun(page.path, line))
      .filterNot(line => ran(page.path) && Snippet.in(page.path, line).isDefined)
      .map(line => s"${page.path}: $line")

  /** Entries of the list for which there is no line. */
  def idle(pages: Seq[Manual.Page]): Seq[Unrun] =
    unrun.filterNot(one =>
      pages.exists(page => page.shellLines.exists(l => one.has(page.path, l.trim)))
    )
}
