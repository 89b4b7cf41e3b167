package allsky

import java.nio.file.{Files, Path}

import org.scalatest.{Assertions, Tag}

/**
 * Marks specs that read real archive files from the folder ALLSKY_REAL_DATA (default ../shared/data
 * beside the project); they are canceled if it does not exist.
 */
object RealSky extends Tag("RealSky") with Assertions {

  private def folder: Path =
    sys.env
      .get("ALLSKY_REAL_DATA")
      .map(Path.of(_))
      .getOrElse(Path.of(sys.props("allsky.home"), "..", "shared", "data"))

  /** A real file or folder, or the test's cancellation. */
  def path(name: String): Path = {
    assume(Files.isDirectory(folder), s"no real files in $folder (set ALLSKY_REAL_DATA)")
    val path = folder.resolve(name)
    assume(Files.exists(path), s"no real file $path")
    path
  }
}
