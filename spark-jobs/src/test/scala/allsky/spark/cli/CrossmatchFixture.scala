package allsky.spark.cli

import java.nio.file.{Files, Path}

import org.scalatest.Suite

/** Eight spectra of five sources, of which two get a label, and the job that matches them. */
trait CrossmatchFixture { this: Suite =>

  protected val folder = Files.createTempDirectory("allsky-crossmatch")

  protected def file(name: String, lines: String*): String =
    Files.writeString(folder.resolve(name), lines.mkString("", "\n", "\n")).toString

  protected def newFolder(): Path = Files.createTempDirectory("allsky-matches").resolve("matches")

  protected val arcsec = 1 / 3600.0

  protected val sources = file(
    "allwise.csv",
    "designation,ra,dec,cc_flags,z",
    "J1,10.0,10.0,0000,17.5",
    "J2,20.0,20.0,0000,17.6",
    "J3,30.0,30.0,hH00,17.7",
    "J4,40.0,40.0,0000,17.8",
    "J5,,50.0,0000,17.9"
  )

  protected val spectra = file(
    "specObj.csv",
    "specObjID,class,plug_ra,plug_dec,z,zWarning,specPrimary",
    s"12462617271914000001,GALAXY,10.0,${10 + 0.5 * arcsec},0.1,0,1",
    s"2,STAR  ,10.0,${10 - 1.5 * arcsec},0.0,0,1",
    s"3,QSO,20.0,${20 + 0.1 * arcsec},2.5,0,1",
    s"4,QSO,20.0,20.0,1.1,4,1",
    s"5,QSO,20.0,20.0,1.2,0,0",
    s"6,UNKNOWN,30.0,30.0,0,0,1",
    s"7,STAR,40.0,${40 + 3 * arcsec},0,0,1",
    "8,STAR,,,0,0,1"
  )

  protected def run(args: String*) = CommandLine.allsky("crossmatch" +: args: _*)
}
