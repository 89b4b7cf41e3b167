package allsky.spark.cli

import allsky.network.RandomModels
import allsky.network.model.ModelFolder
import java.nio.file.{Files, Path}

import scala.collection.JavaConverters._

import nom.tam.fits.{BinaryTable, Fits}
import org.apache.spark.sql.Row
import org.scalatest.Suite

/** classify-allsky without a folder of images: a model, and own lists of sources on the fixture's tiles. */
trait OneCommandFixture extends FetchFixture { this: Suite =>

  protected lazy val model: Path = {
    val folder = Files.createTempDirectory("allsky-model").resolve("model")
    ModelFolder.write(folder, RandomModels.model(RandomModels.liteShape, 7))
    folder
  }

  /** A list of these lines. */
  protected def listOf(lines: String*): Path =
    Files.writeString(Files.createTempFile("own", ".csv"), lines.mkString("\n"))

  /** A FITS binary table of columns, each an array of numbers or texts. */
  protected def fitsOf(columns: (String, AnyRef)*): Path = {
    val table = new BinaryTable()
    columns.foreach { case (_, values) => table.addColumn(values) }
    val hdu = table.toHDU()
    columns.zipWithIndex.foreach { case ((name, _), i) => hdu.setColumnName(i, name, null) }
    val file = Files.createTempFile("own", ".fits")
    val fits = new Fits()
    fits.addHDU(hdu)
    fits.write(file.toFile)
    file
  }

  /** Four sources on two tiles, with columns of the user. */
  protected lazy val own: Path = listOf(
    "name,ra,dec,class,note",
    "A,0.01,0.01,1,near",
    "B,0.01,0.012777778,2,nearer",
    "C,359.98,-0.005,3,far",
    "D,1.52,0.02,4,other"
  )

  /** An output that does not exist yet, and the files next to it. */
  protected class Run {
    private val folder = Files.createTempDirectory("allsky-one-command")
    private val spool = folder.resolve("spool")
    val output: Path = folder.resolve("out")
    val tiles: Path = folder.resolve("out-tiles")
    val report: Path = folder.resolve("out-report")

    def classify(sources: Path, options: String*): Outcome =
      CommandLine.allsky(words(sources, options: _*): _*)

    /** The words of the command. */
    def words(sources: Path, options: String*): Seq[String] = {
      val polite = Seq("--spool", s"$spool", "--pause-ms", "0", "--retry-ms", "10")
      val usual = Map("--base-url" -> archive.url, "--model" -> s"$model")
      val given =
        usual.filterKeys(!options.contains(_)).toSeq.flatMap(pair => Seq(pair._1, pair._2))
      Seq("classify-allsky", "--sources", s"$sources", "--output", s"$output") ++ polite ++ given ++
        options
    }

    /** The names of the images beside the output. */
    def fetched: Seq[String] =
      Files.walk(tiles).iterator.asScala
        .map(_.getFileName.toString)
        .filter(_.endsWith(".fits"))
        .toSeq
        .sorted

    /** All columns, in the order of the keys. */
    def rows: Seq[Row] = {
      val all = Predictions.in(output).drop("wave")
      all.orderBy(all.columns.head).collect().toSeq
    }
  }

  /** Spares a run the HATS catalog and the report. */
  protected val briefly: Seq[String] = Seq("--layout", "plain", "--report", "none")

  /** The rows of [[own]] from the images of the archive's folder. */
  protected lazy val ownRows: Seq[Row] = fromImages(own)

  /** The rows of these sources from the images of the archive's folder. */
  protected def fromImages(sources: Path): Seq[Row] = {
    val run = new Run
    val words = Seq("classify-allsky", "--sources", s"$sources", "--tiles", s"${images.path}") ++
      Seq("--model", s"$model", "--output", s"${run.output}", "--columns", "all") ++
      briefly
    done(CommandLine.allsky(words: _*))
    run.rows
  }

  /** Probabilities depend on the batch in their last bit. */
  protected def requireSame(rows: Seq[Row], expected: Seq[Row]): Unit = {
    rows should have size expected.size
    for ((row, other) <- rows.zip(expected); (value, wanted) <- row.toSeq.zip(other.toSeq))
      (value, wanted) match {
        case (a: Float, b: Float) => a shouldBe b +- 1e-5f
        case _                    => value shouldBe wanted
      }
  }
}
