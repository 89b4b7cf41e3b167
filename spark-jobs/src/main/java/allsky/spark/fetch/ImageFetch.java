package allsky.spark.fetch;

import allsky.fits.UnreadableImageException;
import allsky.fits.image.FitsStructure;
import allsky.spark.fetch.archive.ArchiveFault;
import allsky.spark.fetch.archive.Deadline;
import allsky.spark.fetch.archive.ImageArchive;
import allsky.spark.fetch.archive.RateLimiter;
import allsky.spark.fetch.archive.RequestPolicy;
import allsky.spark.fetch.selection.ArchiveImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/**
 * Downloads one image: requests it until it is complete, checks it, and stores it in the folder. An
 * attempt that received new bytes does not count as failed; the next one resumes after them.
 */
final class ImageFetch {

  /** A complete but invalid file is requested once more from its first byte. */
  private static final int MAX_RESTARTS = 1;

  private final ImageArchive archive;
  private final DownloadTarget folder;
  private final DownloadCache cache;
  private final RequestPolicy policy;
  private final Md5Check md5;
  private final RateLimiter rateLimiter;
  private final LongAdder received;

  ImageFetch(FetchSetup setup, LongAdder received) {
    this.archive = setup.archive();
    this.folder = setup.folder();
    this.cache = setup.cache();
    this.policy = setup.policy();
    this.md5 = new Md5Check(setup.archive(), setup.sums());
    this.rateLimiter = new RateLimiter(setup.policy().pause());
    this.received = received;
  }

  FetchResult fetch(ArchiveImage image) throws InterruptedException {
    if (folder.isComplete(image)) {
      return new FetchResult(image, FetchResult.Outcome.ALREADY_THERE, "");
    }
    PartialDownload part = cache.partial(image);
    Deadline deadline = Deadline.in(policy.fileTimeout());
    long max = part.length();
    int restarts = 0;
    int fruitless = 0;
    while (true) {
      try {
        return fetched(image, part, deadline);
      } catch (IOException e) {
        ArchiveFault fault = faultOf(e);
        fruitless = part.length() > max ? 0 : fruitless + 1;
        max = Math.max(max, part.length());
        if (fault.remedy() == ArchiveFault.Remedy.START_AGAIN) {
          part.delete();
          restarts++;
        }
        if (restarts > MAX_RESTARTS || isHopeless(fault, fruitless)) {
          FetchResult.Outcome outcome =
              fault.isAnswer() ? FetchResult.Outcome.MISSING : FetchResult.Outcome.NO_ANSWER;
          return new FetchResult(image, outcome, reason(fault, fruitless));
        }
        rateLimiter.hold(fault.pause());
        Thread.sleep(policy.waitAfter(Math.max(1, fruitless)).toMillis());
      }
    }
  }

  private FetchResult fetched(ArchiveImage image, PartialDownload part, Deadline deadline)
      throws IOException, InterruptedException {
    if (!isComplete(part)) {
      rateLimiter.awaitTurn();
      receive(image, part, deadline);
    }
    check(part);
    String note = md5.check(image, part, rateLimiter);
    folder.put(image, part.path());
    part.delete();
    return new FetchResult(image, FetchResult.Outcome.FETCHED, note);
  }

  private void receive(ArchiveImage image, PartialDownload part, Deadline deadline)
      throws IOException {
    long max = image.maxBytes();
    try (ImageArchive.Bytes bytes = archive.open(image.request(), part.length(), part.version())) {
      requireImage(bytes.total(), max);
      if (bytes.offset() == 0) {
        part.begin(bytes.version());
      } else if (bytes.version() != null && !bytes.version().equals(part.version())) {
        throw ArchiveFault.stale("the archive's file has changed");
      }
      part.append(bytes.stream(), received, max, deadline);
      if (part.length() > max) {
        part.delete();
        throw endless(max);
      }
      if (part.length() < bytes.total()) {
        throw new IOException(part.length() + " of " + bytes.total() + " bytes received");
      }
    }
  }

  private static void requireImage(long total, long max) throws ArchiveFault {
    if (total > max) {
      throw ArchiveFault.lasting(
          String.format(
              Locale.ROOT,
              "the archive's file has %,d bytes, but an image has at most %,d",
              total,
              max));
    }
  }

  private static ArchiveFault endless(long max) {
    return ArchiveFault.lasting(
        String.format(
            Locale.ROOT, "the archive sent more than %,d bytes, the maximum for an image", max));
  }

  /** True if a killed process left a complete file. */
  private static boolean isComplete(PartialDownload part) throws IOException {
    if (part.length() == 0) {
      return false;
    }
    try {
      check(part);
      return true;
    } catch (UnreadableImageException e) {
      return false;
    }
  }

  private static void check(PartialDownload part) throws IOException {
    try (InputStream stream = Files.newInputStream(part.path())) {
      FitsStructure.check(stream, part.length());
    }
  }

  private static ArchiveFault faultOf(IOException e) {
    if (e instanceof ArchiveFault fault) {
      return fault;
    }
    return e instanceof UnreadableImageException
        ? ArchiveFault.stale(e.getMessage())
        : ArchiveFault.broken(e);
  }

  private boolean isHopeless(ArchiveFault fault, int fruitless) {
    return fault.remedy() == ArchiveFault.Remedy.NONE
        || fruitless >= policy.attempts()
        || isTooLong(fault);
  }

  private boolean isTooLong(ArchiveFault fault) {
    return fault.pause().compareTo(policy.longestWait()) > 0;
  }

  private String reason(ArchiveFault fault, int fruitless) {
    if (isTooLong(fault)) {
      return fault.getMessage()
          + ", retry in "
          + fault.pause().toSeconds()
          + " s is longer than --longest-wait-ms";
    }
    return fault.getMessage() + (fruitless > 1 ? " (" + fruitless + " attempts)" : "");
  }
}
