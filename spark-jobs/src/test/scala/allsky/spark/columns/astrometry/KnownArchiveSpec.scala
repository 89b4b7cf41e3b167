package allsky.spark.columns.astrometry

import allsky.spark.LocalSpark
import org.scalatest.flatspec.AnyFlatSpec
import org.scalatest.matchers.should.Matchers
import org.scalatest.prop.TableDrivenPropertyChecks._

class KnownArchiveSpec extends AnyFlatSpec with Matchers {

  private val archives = Table(
    ("columns", "archive"),
    ("designation ra dec w1mpro", "AllWISE"),
    ("cntr w1mpro pmra", "AllWISE"),
    ("AllWISE RAJ2000 DEJ2000 eeMaj W1mag", "AllWISE"),
    ("Source RA_ICRS DE_ICRS Plx Gmag", "Gaia"),
    ("source_name source_id ra dec w1mpro PMRA", "CatWISE2020"),
    ("cntr w1mpro blend_ext_flags", "WISE All-Sky"),
    ("unwise_objid RA DEC flux_w1", "unWISE"),
    ("source_id ra dec phot_g_mean_mag", "Gaia"),
    ("SOURCE_ID ref_epoch", "Gaia"),
    ("TARGETID TARGET_RA Z", "DESI"),
    ("SPECOBJID PLUG_RA PLUG_DEC", "SDSS spectra"),
    ("objid run rerun camcol field specobjid", "SDSS spectra"),
    ("ra dec plate mjd fiberid", "SDSS spectra"),
    ("objID run camcol field ra dec raErr", "SDSS photometry"),
    ("designation ra dec err_maj err_min j_m", "2MASS"),
    ("source_id ra dec phot_g_mean_mag pmra pmdec w1mpro", "Gaia"),
    ("designation source_id ra dec parallax ref_epoch w1mpro w2mpro", "Gaia"),
    ("designation ra dec err_maj err_min j_m w1mpro", "2MASS"),
    ("designation objID run camcol field ra dec raErr w1mpro", "SDSS photometry"),
    ("TARGETID TARGET_RA PMRA REF_EPOCH w1mpro", "DESI"),
    ("source_name source_id cntr ra dec sigra w1mpro ra_pm PMRA", "CatWISE2020"),
    ("cntr designation ra dec sigra w1mpro specobjid label z", "AllWISE"),
    ("cntr designation ra dec sigra w1mpro source_id phot_g_mean_mag", "AllWISE and Gaia"),
    ("cntr source_id ra dec w1mpro ref_epoch", "AllWISE and Gaia"),
    ("AllWISE RAJ2000 W1mag Source RA_ICRS Plx pmRA", "AllWISE and Gaia"),
    ("source_name cntr designation ra dec sigra w1mpro", "CatWISE2020 and AllWISE"),
    ("cntr ra dec sigra w1mpro j_m err_maj", "AllWISE and 2MASS"),
    ("cntr ra dec sigra w1mpro plate mjd fiberid", "AllWISE and SDSS spectra"),
    ("cntr ra dec sigra w1mpro objID run camcol field", "AllWISE and SDSS photometry"),
    ("unwise_objid source_id ra dec ref_epoch", "unWISE and Gaia"),
    ("ra dec w1mpro", ""),
    ("ra dec", "")
  )

  "An archive" should "be known by its columns" in {
    forAll(archives) { (columns, archive) =>
      val names = columns.split(" ")
      val schema =
        LocalSpark.session.range(0).selectExpr(names.map(name => s"id as `$name`"): _*).schema
      val fitting = KnownArchive.fitting(schema)
      KnownArchive.titles(fitting) shouldBe archive
      KnownArchive.of(schema).isPresent shouldBe (fitting.size == 1)
    }
  }
}
