package allsky.spark.spectra;

import allsky.UserError;
import allsky.spark.columns.TableInput;
import allsky.spark.fault.Storage;
import allsky.spark.files.FilesBelow;
import allsky.spark.tiles.ImageFile;
import allsky.spectrum.SpectrumFile;
import allsky.spectrum.SpectrumStatus;
import allsky.spectrum.UnusableSpectrumException;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** The FITS files at any depth below a folder, or one file. Each is read once, on an executor. */
public final class SpectrumFiles {

  private static final int FILES_A_TASK = 32;
  private static final int TASKS_A_CORE = 4;

  private final SparkSession spark;
  private final String folder;
  private final List<String> names;
  private final List<String> skipped;

  private SpectrumFiles(
      SparkSession spark, String folder, List<String> names, List<String> skipped) {
    this.spark = spark;
    this.folder = folder;
    this.names = names;
    this.skipped = skipped;
  }

  /**
   * Lists the files whose names end in .fits. Hidden files and folders are left out, as in Spark.
   *
   * @throws UserError if the path cannot be read, or there is no such file
   */
  public static SpectrumFiles below(TableInput input, SparkSession spark) {
    Storage.refusePassword(input.option(), input.path());
    try {
      Path given = new Path(input.path());
      FileSystem files = Storage.of(given, spark.sparkContext().hadoopConfiguration());
      FileStatus status = files.getFileStatus(given);
      Path path = files.makeQualified(given);
      if (!status.isDirectory()) {
        return new SpectrumFiles(
            spark, path.getParent().toString(), List.of(path.getName()), List.of());
      }
      return requireAny(listed(files, path, spark), input);
    } catch (FileNotFoundException e) {
      throw new UserError("Cannot read " + input + ": there is no such file or folder.", e);
    } catch (IOException e) {
      throw new UserError("Cannot read " + input + ": " + Storage.reason(e), e);
    } catch (IllegalArgumentException e) {
      throw new UserError("Cannot read " + input + ": " + e.getMessage(), e);
    }
  }

  private static SpectrumFiles listed(FileSystem files, Path path, SparkSession spark)
      throws IOException {
    FilesBelow below = FilesBelow.of(files, path, name -> !name.matches("[._].*"));
    String folder = path.toString();
    List<String> names =
        below.files().stream()
            .map(file -> file.getPath().toString())
            .filter(name -> name.toLowerCase(Locale.ROOT).endsWith(".fits"))
            .map(name -> name.startsWith(folder) ? name.substring(folder.length() + 1) : name)
            .toList();
    return new SpectrumFiles(spark, folder, names, below.skipped());
  }

  private static SpectrumFiles requireAny(SpectrumFiles files, TableInput input) {
    if (files.names.isEmpty()) {
      throw new UserError("Cannot read " + input + ": there is no FITS file (*.fits) below it");
    }
    return files;
  }

  /** The files' paths below the folder, in their order. */
  public List<String> names() {
    return names;
  }

  /** Links and named pipes that are skipped, a sentence each. */
  public List<String> skipped() {
    return skipped;
  }

  /** All spectra in the order of the files; a file that cannot be read has its status. */
  public JavaRDD<ReadSpectrum> read() {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
    String parent = folder;
    int tasks = (names.size() + FILES_A_TASK - 1) / FILES_A_TASK;
    return context
        .parallelize(names, Math.min(tasks, TASKS_A_CORE * context.defaultParallelism()))
        .map(name -> read(name, parent, hadoop.value()));
  }

  private static ReadSpectrum read(String name, String folder, Configuration hadoop) {
    String path = name.contains(":/") ? name : folder + "/" + name;
    try {
      SpectrumFile file =
          new ImageFile(path, hadoop)
              .read((stream, ignored) -> SpectrumFile.read(new BufferedInputStream(stream)));
      return ReadSpectrum.of(name, file);
    } catch (UnusableSpectrumException e) {
      return ReadSpectrum.unreadable(name, e.status(), e.getMessage());
    } catch (IOException e) {
      return ReadSpectrum.unreadable(
          name, SpectrumStatus.UNREADABLE, "it cannot be opened (" + Storage.reason(e) + ")");
    }
  }
}
