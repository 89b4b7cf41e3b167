package allsky.spark.fetch;

import allsky.Causes;
import allsky.spark.fetch.selection.ArchiveImage;
import allsky.spark.output.RunIdentity;
import allsky.spark.runtime.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Downloads the images of a plan, several at the same time, and records what is missing. */
public final class TileFetch {

  /** The record in the folder of the images. */
  public static final String FILE = "_fetch.json";

  /**
   * Number of consecutive failures after which the archive counts as unavailable. If it has never
   * answered, one failure for each connection is enough.
   */
  private static final int MAX_FAILURES_IN_A_ROW = 20;

  private final FetchSetup setup;
  private final LongAdder received = new LongAdder();
  private final LongAdder filesDone = new LongAdder();
  private final AtomicInteger failuresInARow = new AtomicInteger();
  private final AtomicBoolean answered = new AtomicBoolean();
  private final ImageFetch fetch;
  private final long startNanos = System.nanoTime();

  public TileFetch(FetchSetup setup) {
    this.setup = setup;
    this.fetch = new ImageFetch(setup, received);
  }

  /** The received bytes and the rate, such as ", 1,208.4 MB, 20.1 MB/s". */
  private String traffic() {
    double megabytes = received.sum() / 1e6;
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    return String.format(Locale.ROOT, ", %,.1f MB, %,.1f MB/s", megabytes, megabytes / seconds);
  }

  /**
   * Downloads the images that are not there, with a line every few seconds, and writes {@value
   * #FILE}. The summary lists those that could not be downloaded.
   */
  public FetchSummary run(FetchPlan plan, RunIdentity run) {
    FetchSummary summary = fetch(plan.images(), run.job());
    setup.folder().write(FILE, summary.toJson(run, plan.tiles().sourcesWithout()));
    return summary;
  }

  private FetchSummary fetch(List<ArchiveImage> images, String job) {
    ExecutorService threads = Executors.newFixedThreadPool(setup.policy().connections());
    try (Progress progress =
        Progress.start(job, "files", images.size(), filesDone::sum, this::traffic)) {
      List<Future<FetchResult>> pending = new ArrayList<>();
      for (ArchiveImage image : images) {
        pending.add(threads.submit(() -> fetch(image)));
      }
      List<FetchResult> results = new ArrayList<>();
      for (Future<FetchResult> result : pending) {
        results.add(result.get());
      }
      return new FetchSummary(List.copyOf(results), received.sum());
    } catch (ExecutionException e) {
      throw Causes.ofThread(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private FetchResult fetch(ArchiveImage image) throws InterruptedException {
    int max = answered.get() ? MAX_FAILURES_IN_A_ROW : setup.policy().connections();
    if (failuresInARow.get() >= max) {
      return new FetchResult(
          image,
          FetchResult.Outcome.NOT_REQUESTED,
          "not requested, because " + max + " files before it failed in a row");
    }
    FetchResult result = fetch.fetch(image);
    switch (result.outcome()) {
      case FETCHED -> {
        answered.set(true);
        failuresInARow.set(0);
      }
      case MISSING -> {
        answered.set(true);
        failuresInARow.incrementAndGet();
      }
      case NO_ANSWER -> failuresInARow.incrementAndGet();
      case ALREADY_THERE, NOT_REQUESTED -> {
        // The archive got no request.
      }
    }
    filesDone.increment();
    return result;
  }
}
