package allsky.spark.fetch;

import allsky.UserError;
import allsky.fits.image.FitsStructure;
import allsky.spark.fault.Storage;
import allsky.spark.fetch.selection.ArchiveImage;
import allsky.spark.files.AtomicFile;
import allsky.spark.files.FilesBelow;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder of tiles into which images are downloaded, in the archive's layout. A file gets its
 * final name only when it is complete.
 */
public final class DownloadTarget {

  private final String option;
  private final Path folder;
  private final FileSystem files;

  private DownloadTarget(String option, Path folder, FileSystem files) {
    this.option = option;
    this.folder = folder;
    this.files = files;
  }

  /**
   * The folder at a path on any Hadoop file system; nothing is created yet.
   *
   * @param option the option that names the folder, for messages
   */
  public static DownloadTarget at(String option, String path, Configuration hadoop) {
    try {
      Path folder = new Path(path);
      return new DownloadTarget(option, folder, Storage.of(folder, hadoop));
    } catch (IOException e) {
      throw new UserError("Cannot open " + option + " " + path + ": " + Storage.reason(e), e);
    } catch (IllegalArgumentException e) {
      throw new UserError("Cannot open " + option + " " + path + ": " + e.getMessage(), e);
    }
  }

  /** The images that have no file yet, according to one listing. */
  public List<ArchiveImage> without(List<ArchiveImage> images) {
    Set<Path> there = new HashSet<>();
    try {
      FilesBelow.of(files, folder, name -> true).files().forEach(file -> there.add(file.getPath()));
    } catch (FileNotFoundException e) {
      return images;
    } catch (IOException e) {
      throw new UserError("Cannot read " + option + " " + folder + ": " + Storage.reason(e), e);
    }
    return images.stream().filter(image -> !there.contains(pathOf(image))).toList();
  }

  /** True if the file of an image exists and has the length that its header gives. */
  boolean isComplete(ArchiveImage image) {
    try {
      if (FilesBelow.isSpecial(files, pathOf(image))) {
        return false;
      }
      long bytes = files.getFileStatus(pathOf(image)).getLen();
      try (InputStream stream = new SeekingStream(files.open(pathOf(image)), bytes)) {
        FitsStructure.check(stream, bytes);
        return true;
      }
    } catch (IOException e) {
      return false;
    }
  }

  /** Stores a complete file, which appears under its final name in one step. */
  void put(ArchiveImage image, java.nio.file.Path file) {
    Path target = pathOf(image);
    Path copy = new Path(target.getParent(), "." + target.getName() + ".copying");
    try {
      try (OutputStream stream = files.create(copy, true)) {
        Files.copy(file, stream);
      }
      files.delete(target, false);
      if (!files.rename(copy, target)) {
        throw new IOException(copy + " cannot be renamed");
      }
    } catch (IOException e) {
      throw new UserError("Cannot write " + option + " " + target + ": " + Storage.reason(e), e);
    }
  }

  /** Writes a small text file, replacing it. */
  public void write(String name, String text) {
    Path file = new Path(folder, name);
    try {
      AtomicFile.write(files, file, "_writing", text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UserError("Cannot write " + option + " " + file + ": " + Storage.reason(e), e);
    }
  }

  private Path pathOf(ArchiveImage image) {
    return files.makeQualified(new Path(folder, image.path()));
  }
}
