package allsky.spark.cli

import java.nio.file.{Files, Path}
import java.nio.file.attribute.PosixFilePermissions

/** An nvidia-smi of our own, which goes before the machine's in PATH. */
object FakeNvidia {

  /**
   * @param folder where it is put
   * @param says its lines of standard output
   * @return the PATH with it
   */
  def in(folder: Path, says: Seq[String], exitCode: Int = 0): String = {
    val command = Files.createDirectories(folder).resolve("nvidia-smi")
    val lines = says.map(line => s"echo '$line'") :+ s"exit $exitCode"
    Files.writeString(command, ("#!/usr/bin/env bash" +: lines).mkString("", "\n", "\n"))
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"))
    s"$folder:${sys.env("PATH")}"
  }
}
