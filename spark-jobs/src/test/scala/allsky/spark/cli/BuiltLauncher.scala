package allsky.spark.cli

import java.nio.file.{Files, Path}

import org.scalatest.Suite

/** A bin/allsky that finds files of the names that a build makes. */
trait BuiltLauncher extends Launchers { this: Suite =>

  protected lazy val build: Path = Files.createDirectories(folder.resolve("built"))

  protected lazy val built: Path = {
    assert(call("cp", "-r", home.resolve("bin"), home.resolve("conf"), build)().exitCode == 0)
    Files.createDirectories(build.resolve("spark-jobs/target/spark/jars"))
    Files.createFile(build.resolve("spark-jobs/target/allsky.jar"))
    HelpFiles.main(Array(build.resolve("spark-jobs/target/help").toString, "1.2.3"))
    build.resolve("bin/allsky")
  }

  /** The JAVA_HOME of a Java that executes a script of the shell. */
  protected def javaThat(script: String): String = {
    val home = Files.createTempDirectory(folder, "java")
    executable(Files.createDirectories(home.resolve("bin")).resolve("java"), script)
    home.toString
  }

  protected def executable(file: Path, script: String): Unit = {
    Files.writeString(file, "#!/bin/sh\n" + script)
    file.toFile.setExecutable(true)
  }
}
