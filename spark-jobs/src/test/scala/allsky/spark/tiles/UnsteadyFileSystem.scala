package allsky.spark.tiles

import java.io.IOException
import java.net.URI
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicInteger

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{FSDataInputStream, FSInputStream, FileStatus, Path, RawLocalFileSystem}

/** This machine's files as unsteady:///..., some of which cannot be opened or read for a while. */
class UnsteadyFileSystem extends RawLocalFileSystem {

  override def getScheme: String = UnsteadyFileSystem.Scheme

  override def getUri: URI = URI.create(s"${UnsteadyFileSystem.Scheme}:///")

  // The statuses of the class above ask the system for permissions by a file: path.
  override def getFileStatus(path: Path): FileStatus = plain(super.getFileStatus(path))

  override def listStatus(path: Path): Array[FileStatus] = super.listStatus(path).map(plain)

  private def plain(status: FileStatus) = new FileStatus(
    status.getLen,
    status.isDirectory,
    status.getReplication,
    status.getBlockSize,
    status.getModificationTime,
    makeQualified(status.getPath)
  )

  override def open(file: Path, bufferSize: Int): FSDataInputStream = {
    UnsteadyFileSystem.fail(UnsteadyFileSystem.opening, file)
    val steady = super.open(file, bufferSize)
    new FSDataInputStream(new FSInputStream {
      override def read(): Int = {
        failAfterHeader(1)
        steady.read()
      }

      override def read(bytes: Array[Byte], offset: Int, length: Int): Int = {
        failAfterHeader(length)
        steady.read(bytes, offset, length)
      }

      private def failAfterHeader(length: Int): Unit =
        if (steady.getPos + length > UnsteadyFileSystem.HeaderBytes)
          UnsteadyFileSystem.fail(UnsteadyFileSystem.reading, file)

      override def seek(position: Long): Unit = steady.seek(position)

      override def getPos: Long = steady.getPos

      override def seekToNewSource(position: Long): Boolean = false

      override def close(): Unit = steady.close()
    })
  }
}

object UnsteadyFileSystem {

  val Scheme = "unsteady"

  /** More than a reader of headers asks for. */
  val HeaderBytes = 250000

  /** How often the files of some names still fail. */
  val opening = new ConcurrentHashMap[String, AtomicInteger]
  val reading = new ConcurrentHashMap[String, AtomicInteger]

  def addTo(hadoop: Configuration): Unit =
    hadoop.set(s"fs.$Scheme.impl", classOf[UnsteadyFileSystem].getName)

  private def fail(times: ConcurrentHashMap[String, AtomicInteger], file: Path): Unit = {
    val left = times.get(file.getName)
    if (left != null && left.getAndDecrement() > 0) throw new IOException("the wire is cut")
  }
}
