package allsky.spark.fault

import allsky.UserError
import java.io.{FileNotFoundException, IOException}
import java.nio.file.{AccessDeniedException, FileSystemException, Files}
import java.util.Optional

import org.apache.spark.SparkException
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers

/** The texts are those of a Linux system, Hadoop and Spark. */
class MachineFaultSpec extends AnyFlatSpec with Matchers {

  private val output = Files.createTempDirectory("machine fault").toString

  private def line(fault: Throwable): String =
    MachineFault.line(fault, output).orElse("a fault of allsky")

  private def lost(executor: String, text: String) = new SparkException(
    s"""Job aborted due to stage failure: Task 0 in stage 3.0 failed 4 times, most recent failure:
       |Lost task 0.3 in stage 3.0 (TID 7) ($executor): $text
       |	at java.base/java.io.FileOutputStream.writeBytes(Native Method)
       |Driver stacktrace:""".stripMargin
  )

  "A full disk" should "be told with the file that was written" in {
    line(
      new RuntimeException(
        new FileSystemException(s"$output/iicnet.onnx.part", null, "No space left on device")
      )
    ) should fullyMatch regex
      s"Cannot write $output/iicnet.onnx.part: the disk is full \\([0-9.,]+ of [0-9.,]+ MiB are" +
      " free\\); free some space, then run the same command again"
  }

  it should "be told with the output where the failure names no file" in {
    line(new IOException("No space left on device")) should
      startWith(s"Cannot write a file below $output: the disk is full (")
  }

  it should "be told of a task of which the driver has only the text" in {
    line(
      lost("10.0.0.5 executor 1", "java.io.IOException: No space left on device")
    ) shouldBe s"Cannot write a file below $output on 10.0.0.5: the disk is full; free some space," +
      " then run the same command again"
  }

  it should "be told in its own line where a message names the file that was written" in {
    val full = new UserError("Cannot write the model", new IOException("No space left on device"))
    MachineFault.fullDisk(full, output).get should include("the disk is full (")
    val other = new UserError("Cannot write the model", new IOException("Read-only file system"))
    MachineFault.fullDisk(other, output) shouldBe Optional.empty()
  }

  it should "be Spark's folder where rows are shuffled" in {
    val fault = new IOException("No space left on device")
    fault.setStackTrace(
      Array(new StackTraceElement("org.apache.spark.storage.DiskBlockObjectWriter", "write", "", 1))
    )
    line(fault) should include(
      "Spark's folder for shuffled rows (spark.local.dir): the disk is full"
    )
  }

  "A machine's fault" should "be told whatever was refused" in {
    val cases = Seq(
      new IOException("Disk quota exceeded") -> "the disk quota is used up",
      new IOException("File too large") -> "a file is larger than its file system or ulimit -f",
      new FileNotFoundException("/data/t.parquet (Too many open files)") ->
        "Cannot use /data/t.parquet: too many files are open; raise ulimit -n",
      new FileNotFoundException("/data/x y/t.csv (Permission denied)") ->
        "Cannot use /data/x y/t.csv: permission is denied",
      new AccessDeniedException("/data/t") -> "Cannot use /data/t: permission is denied",
      new FileSystemException("/mnt/m", null, "Read-only file system") ->
        "Cannot write /mnt/m: the file system is read-only",
      new OutOfMemoryError("unable to create native thread: possibly out of memory") ->
        "the system allows no more threads",
      lost("host executor driver", "java.io.IOException: Input/output error") ->
        s"Cannot use a file below $output: the disk cannot be read or written"
    )
    for ((fault, told) <- cases) withClue(fault)(line(fault) should include(told))
  }

  it should "be told in one line" in {
    line(lost("h executor 2", "java.io.IOException: Disk quota exceeded")).linesIterator should
      have size 1
  }

  "Another fault" should "stay one of allsky" in {
    line(new IllegalStateException("rows are missing")) shouldBe "a fault of allsky"
  }

  "A table whose file is cut off" should "be told with its path" in {
    val text =
      "file:/data/my run/part-0.parquet is not a Parquet file. Expected magic number at tail"
    line(new SparkException("Job aborted", new RuntimeException(text))) shouldBe
      "Cannot read file:/data/my run/part-0.parquet: it is truncated, damaged or not a Parquet" +
      " file; copy" +
      " the file again or make the table again"
  }

  it should "be told with its own path where Spark reads it with another footer" in {
    val text = "Encountered error while reading file known-types-file:/data/a.parquet. Details:"
    val fault = new SparkException(text, new RuntimeException("ParquetDecodingException: page"))
    line(fault) should startWith("Cannot read file:/data/a.parquet: it is truncated")
  }

  it should "be told with its path where Hadoop keeps the sums of its bytes" in {
    line(new IOException("Checksum error: /data/my run/a.parquet at 0 exp: 1 got: 2")) should
      startWith("Cannot read /data/my run/a.parquet: it is truncated, damaged or not a Parquet" +
        " file")
  }
}
