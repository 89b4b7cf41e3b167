package allsky.spark.report;

import allsky.UserError;
import allsky.spark.files.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files of a report: the page, {@code summary.txt} and {@code report.json}. */
public final class ReportFiles {

  private final String option;
  private final Path page;
  private final FileSystem files;

  private ReportFiles(String option, Path page, FileSystem files) {
    this.option = option;
    this.page = page;
    this.files = files;
  }

  /**
   * The files of a page.
   *
   * @param option the option that names the page, for messages
   * @throws UserError if the page's name does not end in .html or its file system is unknown
   */
  public static ReportFiles at(String option, String page, Configuration hadoop) {
    if (!page.endsWith(".html")) {
      throw new UserError(
          "Cannot write " + option + " " + page + ": the file name must end in .html.");
    }
    Path path = new Path(page);
    try {
      return new ReportFiles(option, path, path.getFileSystem(hadoop));
    } catch (IOException e) {
      throw new UserError("Cannot open the file system of " + page + ": " + e.getMessage(), e);
    }
  }

  /** The paths of the three files. */
  public Stream<String> names() {
    return Stream.of(page, summary(), numbers()).map(Path::toString);
  }

  /** True if there is a page already. */
  public boolean pageExists() {
    return exists(page);
  }

  /** The folder of the three files. */
  public Path folder() {
    return page.getParent() == null ? new Path(".") : page.getParent();
  }

  /**
   * Throws the UserError if one of the files exists and {@code overwrite} is false. The files of an
   * interrupted report are always replaced.
   */
  public void refuseIfOccupied(boolean overwrite) {
    boolean isInterrupted = exists(unfinishedPage());
    for (Path file : List.of(page, summary(), numbers())) {
      if (!overwrite && !isInterrupted && exists(file)) {
        throw new UserError(
            "Cannot write "
                + option
                + " "
                + page
                + ": "
                + file
                + " already exists; add --overwrite to replace it, or choose another folder.");
      }
    }
  }

  /**
   * Writes the three files atomically. The page is written under a temporary name first and renamed
   * last. A file with the temporary name tells the next report that this one was interrupted.
   */
  public void write(ReportText report) {
    attempt(page, () -> create(unfinishedPage(), report.html()));
    attempt(numbers(), () -> replace(numbers(), report.json()));
    attempt(summary(), () -> replace(summary(), report.summary()));
    attempt(page, () -> AtomicFile.rename(files, unfinishedPage(), page));
  }

  private Path unfinishedPage() {
    return new Path(folder(), "_" + page.getName() + ".writing");
  }

  private Path summary() {
    return new Path(folder(), "summary.txt");
  }

  private Path numbers() {
    return new Path(folder(), "report.json");
  }

  private boolean exists(Path file) {
    try {
      return files.exists(file);
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  private void create(Path file, String text) throws IOException {
    try (OutputStream stream = files.create(file, true)) {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void replace(Path file, String text) throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(files, file, "_" + file.getName() + ".writing", content);
  }

  private interface Step {
    void run() throws IOException;
  }

  private void attempt(Path file, Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  private UserError cannotWrite(Path file, IOException e) {
    return new UserError("Cannot write " + file + " (" + option + "): " + e.getMessage(), e);
  }
}
