package allsky.spark.tiles

import java.io.{IOException, OutputStream}
import java.net.URI

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.permission.FsPermission
import org.apache.hadoop.fs.{FSDataOutputStream, Path}
import org.apache.hadoop.util.Progressable

/** This machine's files as full:///..., with no room for tables while it is full. */
class FullFileSystem extends UnsteadyFileSystem {

  override def getScheme: String = FullFileSystem.Scheme

  override def getUri: URI = URI.create(s"${FullFileSystem.Scheme}:///")

  override def create(
      file: Path,
      overwrite: Boolean,
      bufferSize: Int,
      replication: Short,
      blockSize: Long,
      progress: Progressable
  ): FSDataOutputStream =
    limited(file, super.create(file, overwrite, bufferSize, replication, blockSize, progress))

  override def create(
      file: Path,
      permission: FsPermission,
      overwrite: Boolean,
      bufferSize: Int,
      replication: Short,
      blockSize: Long,
      progress: Progressable
  ): FSDataOutputStream = create(file, overwrite, bufferSize, replication, blockSize, progress)

  private def limited(file: Path, stream: FSDataOutputStream): FSDataOutputStream =
    if (!FullFileSystem.full || !file.getName.endsWith(".parquet")) stream
    else
      new FSDataOutputStream(
        new OutputStream {
          override def write(byte: Int): Unit = throw new IOException("No space left on device")
          override def close(): Unit = stream.close()
        },
        null
      )
}

object FullFileSystem {

  val Scheme = "full"

  @volatile var full = true

  def addTo(hadoop: Configuration): Unit =
    hadoop.set(s"fs.$Scheme.impl", classOf[FullFileSystem].getName)
}
