package allsky.spark.report

import java.awt.image.BufferedImage
import java.io.File
import java.nio.file.{Files, Path}
import java.util.concurrent.TimeUnit

import javax.imageio.ImageIO

import com.google.gson.{JsonObject, JsonParser}

/** A page in headless Chromium, as wide as its frame. */
object Chromium {

  private val names = Seq("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

  /** The program, where one is installed. */
  lazy val program: Option[Path] = sys.env
    .getOrElse("PATH", "")
    .split(File.pathSeparator)
    .toSeq
    .flatMap(folder => names.map(Path.of(folder, _)))
    .find(Files.isExecutable(_))

  /** Tells the frame's page what it finds, once all is loaded. */
  private val look =
    """<script>
      |addEventListener("load", () => {
      |  const words = (e) => e.tagName + " " + e.className + " " + Math.round(e.getBoundingClientRect().right);
      |  const heads = Array.from(document.querySelectorAll("#class_mix thead th button"));
      |  const sorted = (column) => {
      |    const head = heads[column];
      |    head.click();
      |    return Array.from(document.querySelectorAll("#class_mix tbody tr"),
      |      (row) => row.cells[column].textContent);
      |  };
      |  parent.postMessage(JSON.stringify({
      |    width: innerWidth,
      |    scrolls: document.documentElement.scrollWidth,
      |    cut: Array.from(document.querySelectorAll("body *"))
      |      .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
      |      .filter((e) => !BOXES || !e.closest(".table")).map(words).slice(0, 5),
      |    tallest: Math.max(...Array.from(document.querySelectorAll("figure, tr, section img"),
      |      (e) => e.getBoundingClientRect().height)),
      |    pictures: document.images.length,
      |    broken: Array.from(document.images).filter((i) => !i.complete || i.naturalWidth === 0).length,
      |    drawings: document.querySelectorAll("figure svg").length,
      |    silent: Array.from(document.querySelectorAll("img, svg:not([aria-hidden])"))
      |      .filter((e) => (e.getAttribute("alt") || e.getAttribute("aria-label") || "").length < 10).length,
      |    unnamed: Array.from(document.querySelectorAll("figure:not(.plain)"))
      |      .filter((e) => !e.closest(".gallery") && !e.querySelector("a.csv")).length,
      |    background: getComputedStyle(document.body).backgroundColor,
      |    sorted: heads.length ? [sorted(1), sorted(1)] : []
      |  }), "*");
      |});
      |</script>""".stripMargin

  private val frame =
    """<!DOCTYPE html><title>frame</title><body><script>
      |addEventListener("message", (event) => document.body.setAttribute("data-seen", event.data));
      |</script><iframe src="page.html" width="WIDTH" height="900"></iframe></body>""".stripMargin

  /**
   * What the browser finds in a page.
   *
   * @param print
   *   the style of the page for paper, on a screen
   */
  def look(
      page: String,
      width: Int,
      dark: Boolean = false,
      print: Boolean = false
  ): (JsonObject, Seq[String]) = {
    val folder = Files.createTempDirectory("allsky-browser")
    val shown = if (print) page.replace("@media print", "@media all") else page
    val script = look.replace("BOXES", (!print).toString)
    Files.writeString(folder.resolve("page.html"), shown.replace("</head>", script + "</head>"))
    val outer = folder.resolve("frame.html")
    Files.writeString(outer, frame.replace("WIDTH", width.toString))
    val (dom, log) =
      run(folder, scheme(dark), "--virtual-time-budget=10000", "--dump-dom", outer.toUri.toString)
    val seen = """data-seen="([^"]*)"""".r.findFirstMatchIn(dom).map(_.group(1))
    val json = seen.getOrElse(throw new AssertionError(s"the page told nothing: $log"))
    val console = log.linesIterator.filter(_.contains("CONSOLE")).toSeq
    (JsonParser.parseString(json.replace("&quot;", "\"")).getAsJsonObject, console)
  }

  /** A picture of the top of a page. */
  def screenshot(page: String, width: Int, height: Int, dark: Boolean): BufferedImage = {
    val folder = Files.createTempDirectory("allsky-browser")
    val file = Files.writeString(folder.resolve("page.html"), page)
    val shot = folder.resolve("page.png")
    val size = s"--window-size=$width,$height"
    run(folder, scheme(dark), size, "--hide-scrollbars", s"--screenshot=$shot", file.toUri.toString)
    ImageIO.read(shot.toFile)
  }

  private def scheme(dark: Boolean): String =
    s"--blink-settings=preferredColorScheme=${if (dark) 0 else 1}"

  /** The number of pages of a page on paper. */
  def pages(page: String): Int = {
    val folder = Files.createTempDirectory("allsky-browser")
    val file = Files.writeString(folder.resolve("page.html"), page)
    val pdf = folder.resolve("page.pdf")
    run(folder, s"--print-to-pdf=$pdf", file.toUri.toString)
    "/Type /Page\\b".r.findAllIn(new String(Files.readAllBytes(pdf), "ISO-8859-1")).size
  }

  private def run(folder: Path, arguments: String*): (String, String) = {
    val (out, log) = (folder.resolve("out").toFile, folder.resolve("log").toFile)
    val fixed = Seq(
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--enable-logging=stderr",
      s"--user-data-dir=${folder.resolve("profile")}",
      "--window-size=1500,1000"
    )
    val words = program.get.toString +: (fixed ++ arguments)
    val process =
      new ProcessBuilder(words: _*).redirectOutput(out).redirectError(log).start()
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly()
      throw new AssertionError("Chromium did not end in 120 s")
    }
    (Files.readString(out.toPath), Files.readString(log.toPath))
  }
}
