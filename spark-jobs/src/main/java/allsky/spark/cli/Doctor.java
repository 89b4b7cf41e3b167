package allsky.spark.cli;

import allsky.UserError;
import allsky.spark.cli.options.ArchiveOptions;
import allsky.spark.plot.canvas.Picture;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code doctor}: checks a machine. bin/doctor.sh checks what needs no Java, then calls it. */
@Command(
    name = "doctor",
    header = "Check whether this machine can run the jobs, and print a fix for each problem.",
    description = {
      "%nChecks build, Java, Spark, memory, open files, temporary folder, native libraries, processor,"
          + " GPU, master and fonts; prints one line for each check. A warning does not prevent a job."
          + " Exit code 0 without a problem, 1 with one. Options before the command, such as --master,"
          + " are checked too."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpWidth = 110)
final class Doctor implements Callable<Integer> {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Option(
      names = "--network",
      description = "Also check whether the archive of fetch-tiles answers.")
  private boolean network;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    boolean fonts = fonts();
    boolean archive = !network || archive(URI.create(ArchiveOptions.IRSA));
    return fonts && archive ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private boolean fonts() {
    try {
      Picture.requireFonts();
    } catch (UserError e) {
      return problem(
          "fonts",
          "Java finds none, so that no job can draw pictures",
          "install fontconfig and a font (Debian: apt-get install fontconfig fonts-dejavu-core)");
    }
    return ok("fonts", "Java can draw text");
  }

  private boolean archive(URI archive) {
    Optional<String> fault = fault(archive);
    return fault.isEmpty()
        ? ok("archive", archive.getHost() + " answers")
        : problem(
            "archive",
            "no answer of " + archive.getHost() + " (" + fault.get() + ")",
            "check the network and its proxy, or give fetch-tiles another --base-url");
  }

  /** The reason why a server does not answer; empty if it answers, with any status code. */
  static Optional<String> fault(URI server) {
    HttpRequest request =
        HttpRequest.newBuilder(server)
            .timeout(TIMEOUT)
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      HttpClient.newBuilder()
          .connectTimeout(TIMEOUT)
          .build()
          .send(request, HttpResponse.BodyHandlers.discarding());
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  private boolean ok(String subject, String found) {
    line("ok", subject + ": " + found);
    return true;
  }

  private boolean problem(String subject, String found, String fix) {
    line("problem", subject + ": " + found + "; fix: " + fix);
    return false;
  }

  private void line(String verdict, String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(String.format("%-8s %s", verdict, text));
    out.flush();
  }
}
