package allsky.spark.corpus

import allsky.spark.LocalSpark
import allsky.spark.catalog.Catalog
import allsky.spark.catalog.CatalogReader
import allsky.spark.catalog.VoTables
import allsky.spark.columns.ColumnChoice
import allsky.spark.columns.TableInput
import allsky.spark.table.SourceTable
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}

import allsky.spark.catalog.VoTables._
import nom.tam.fits.{BinaryTable, Fits}
import org.apache.spark.sql.functions.col

/** Small tables of one and the same sky, in every format that is read. */
object CatalogSpecimens {

  private case class Source(id: String, ra: Double, dec: Double, mag: Double)

  private val sky: Seq[Source] = (1 to 40).map(i =>
    Source(f"S$i%04d", 150 + i * 0.37 + 0.0123, 2 - i * 0.11 - 0.0045, 12 + i * 0.25)
  )

  /** Such as a catalog that damage has turned into a table of these positions. */
  private val positions: Set[(Any, Any)] = sky.map(s => (s.ra, s.dec): (Any, Any)).toSet

  private class Table(
      val kind: String,
      val name: String,
      val bytes: Array[Byte],
      val mutations: Seq[Mutation],
      rowsMeant: Array[Byte] => Option[Long] = _ => None
  ) extends Specimen {

    /** Puts the damaged file where it belongs and tells what the user names. */
    protected def written(folder: Path, damaged: Array[Byte]): Path =
      Files.write(folder.resolve(name), damaged)

    def work(folder: Path, damaged: Array[Byte], mutation: Mutation): Seq[String] = {
      val input = TableInput.sources(written(folder, damaged).toString)
      val catalog = CatalogReader.read(LocalSpark.session, input)
      val sources = CatalogReader.sources(catalog, input, ColumnChoice.BY_KNOWN_NAMES)
      CatalogReader.requirePosition(catalog, sources.rows, input)
      val rows = sources.rows
        .select(col(SourceTable.RA), col(SourceTable.DEC))
        .collect()
        .map(row => (row.get(0), row.get(1)))
        .toSeq
      lostRows(catalog, rows.size, damaged) ++ (if (mutation.keepsValues) otherNumbers(rows)
                                                else Nil)
    }

    private def lostRows(catalog: Catalog, rows: Long, damaged: Array[Byte]): Seq[String] = {
      val rejected = catalog.malformed.map[Long](_.count()).orElse(0L)
      rowsMeant(damaged)
        .filter(_ != rows + rejected)
        .map(meant => s"$meant rows, $rows of them read and $rejected rejected")
        .toSeq ++
        Some(catalog.rows.count()).filter(_ != rows).map(n => s"$n rows counted, $rows read")
    }

    private def otherNumbers(rows: Seq[(Any, Any)]): Seq[String] = {
      val known = positions ++ sky.flatMap(s => Seq((s.ra, null), (null, s.dec))) + ((null, null))
      rows.filterNot(known).take(3).map(row => s"a position that the table has not: $row")
    }
  }

  private def lines(texts: Seq[String]): Array[Byte] = texts.map(_ + "\n").mkString.getBytes(UTF_8)

  /** The lines of a text as Hadoop cuts it, those that are blank left out. */
  private def linesOf(bytes: Array[Byte]): Seq[String] =
    new String(bytes, UTF_8).stripPrefix("\ufeff").split("\r\n|\n|\r").filterNot(_.isBlank).toSeq

  private def rowsOfCsv(bytes: Array[Byte]): Option[Long] =
    Some(linesOf(bytes).dropWhile(_.trim.startsWith("#")).drop(1).size)

  /** The rows of an IPAC table are the lines below its keywords and bars. */
  private def rowsOfIpac(bytes: Array[Byte]): Option[Long] =
    Some(linesOf(bytes).dropWhile(_.trim.matches("(?s)[\\\\|].*")).size)

  /** A file of a HATS collection, next to sound ones. */
  private class Hats(file: String, bytes: Array[Byte], mutations: Seq[Mutation])
      extends Table("HATS", file, bytes, mutations) {

    private def put(folder: Path, file: String, bytes: Array[Byte]): Unit = {
      Files.createDirectories(folder.resolve(file).getParent)
      Files.write(folder.resolve(file), bytes)
    }

    override protected def written(folder: Path, damaged: Array[Byte]): Path = {
      val sound = Map(
        "collection.properties" -> collection,
        "cat/hats.properties" -> properties,
        "cat/partition_info.csv" -> partitions,
        "cat/dataset/Norder=0/Dir=0/Npix=4.parquet" -> parquet
      )
      (sound + (file -> damaged)).foreach { case (name, bytes) => put(folder, name, bytes) }
      folder
    }
  }

  private val collection =
    lines(Seq("#HATS Collection", "obs_collection=coll", "hats_primary_table_url=cat"))

  private val properties = lines(
    Seq("obs_collection=x", "hats_nrows=40", "hats_col_ra=ra", "hats_col_dec=dec")
  )

  private val partitions = lines(Seq("Norder,Npix", "0,4"))

  private def csv(separator: String) = lines(
    Seq("id", "ra", "dec", "mag", "note").mkString(separator) +: sky.map(s =>
      Seq(s.id, s.ra, s.dec, s.mag, "\"a b\"").mkString(separator)
    )
  )

  private val ipac = lines(
    Seq(
      "\\fixlen = T",
      "\\ a table of a test",
      "|    id|                ra|               dec|     mag|",
      "|  char|            double|            double|  double|",
      "|      |               deg|               deg|     mag|",
      "|      |              null|              null|    null|"
    ) ++ sky.map(s => f" ${s.id}%6s ${s.ra}%18s ${s.dec}%18s ${s.mag}%8s ")
  )

  private val ecsv = lines(
    Seq(
      "# %ECSV 1.0",
      "# ---",
      "# datatype:",
      "# - {name: id, datatype: string}",
      "# - {name: ra, unit: deg, datatype: float64}",
      "# - {name: dec, unit: deg, datatype: float64}",
      "# - {name: mag, unit: mag, datatype: float32, description: 'a magnitude'}",
      "# meta: !!omap",
      "# - {comments: [one, two]}",
      "id ra dec mag"
    ) ++ sky.map(s => s"${s.id} ${s.ra} ${s.dec} ${s.mag}")
  )

  private def vot(data: String) = (VoTables.document(
    "<COOSYS ID=\"sys\" system=\"ICRS\"/>",
    VoTables.table(VoTables.Positions, data, s"""name="sky" nrows="${sky.size}"""")
  ) + "\n").getBytes(UTF_8)

  private val tabledataVot = vot(tabledata(sky.map(s => Seq(s.id, s.ra, s.dec)): _*))

  private val binaryVot =
    vot(binary("BINARY", VoTables.positions(sky.map(s => (s.id, s.ra, s.dec)): _*)))

  private lazy val fits: Array[Byte] = {
    val table = new BinaryTable()
    table.addColumn(sky.map(_.id).toArray)
    table.addColumn(sky.map(_.ra).toArray)
    table.addColumn(sky.map(_.dec).toArray)
    table.addColumn(sky.map(_.mag.toFloat).toArray)
    val hdu = table.toHDU()
    Seq("id", "ra", "dec", "mag").zipWithIndex.foreach { case (name, i) =>
      hdu.setColumnName(i, name, null)
    }
    hdu.getHeader.addValue("TUNIT2", "deg", "")
    val file = Files.createTempFile("allsky-corpus", ".fits")
    val fits = new Fits()
    fits.addHDU(hdu)
    fits.write(file.toFile)
    fits.close()
    try Files.readAllBytes(file)
    finally Files.delete(file)
  }

  private lazy val parquet: Array[Byte] = {
    val spark = LocalSpark.session
    import spark.implicits._
    val folder = Files.createTempDirectory("allsky-corpus").resolve("sky")
    sky.map(s => (s.id, s.ra, s.dec, s.mag)).toDF("id", "ra", "dec", "mag").coalesce(
      1
    ).write.parquet(
      folder.toString
    )
    val files = Files.list(folder)
    try Files.readAllBytes(files.filter(_.toString.endsWith(".parquet")).findFirst.get)
    finally files.close()
  }

  private val damageOfText = TextMutations.all ++ ByteMutations.all.filterNot(m =>
    Seq("twice in one file", "garbage at its end").contains(m.name)
  )

  /** XML has words of its own to be damaged. */
  private val damageOfXml: Seq[Mutation] = Seq(
    "datatype=\"double\"" -> "datatype=\"char\"",
    "datatype=\"double\"" -> "datatype=\"double\" arraysize=\"99999999999\"",
    "arraysize=\"*\"" -> "arraysize=\"0\"",
    "arraysize=\"*\"" -> "arraysize=\"-1\"",
    "nrows=\"40\"" -> "nrows=\"-40\"",
    "name=\"ra\"" -> "name=\"dec\"",
    "</FIELD>" -> "",
    "<DATA>" -> "",
    "</TABLE>" -> "",
    "<TR>" -> "<TR><TR>",
    "</TD>" -> "</td>",
    "version=\"1.4\"" -> "version=\"1.4",
    "encoding=\"UTF-8\"" -> "encoding=\"UTF-32\"",
    "encoding=\"UTF-8\"" -> "encoding=\"no-such\"",
    "ICRS" -> "FK4",
    "encoding=\"base64\"" -> "encoding=\"none\"",
    "encoding=\"base64\"" -> "href=\"file:///etc/passwd\"",
    "BINARY" -> "BINARY2",
    "BINARY" -> "FITS",
    "<VOTABLE" -> "<!DOCTYPE VOTABLE [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><VOTABLE",
    "S0001" -> "&a;",
    "S0001" -> "&#0;",
    "S0001" -> "<![CDATA[x"
  ).map { case (from, to) =>
    OfText(s"$from is $to", keepsValues = false)((text, _) => text.replace(from, to))
  }

  val all: Seq[Specimen] = Seq(
    new Table("CSV", "sky.csv", csv(","), damageOfText, rowsOfCsv),
    new Table("CSV", "tabs.csv", csv("\t"), TextMutations.all, rowsOfCsv),
    new Table("CSV", "sky.csv.gz", csv(","), ByteMutations.packed),
    new Table("IPAC table", "sky.tbl", ipac, damageOfText, rowsOfIpac),
    new Table("ECSV", "sky.ecsv", ecsv, damageOfText, rowsOfCsv),
    new Table("VOTable", "sky.vot", tabledataVot, damageOfText ++ damageOfXml),
    new Table("VOTable", "binary.vot", binaryVot, ByteMutations.all ++ damageOfXml),
    new Table("FITS table", "sky.fits", fits, ByteMutations.all ++ FitsMutations.ofTables),
    new Table("Parquet", "sky.parquet", parquet, ByteMutations.all),
    new Hats("collection.properties", collection, TextMutations.all),
    new Hats("cat/hats.properties", properties, TextMutations.all),
    new Hats("cat/partition_info.csv", partitions, TextMutations.all)
  )
}
