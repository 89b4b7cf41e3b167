package allsky.spark.fetch.archive;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The limits for requests to an archive: number, rate, retries and timeouts.
 *
 * @param connections requests at the same time
 * @param pause from the start of one request to that of the next
 * @param attempts how often a file is requested before it counts as missing
 * @param firstWait before the second attempt; each further wait is twice as long
 * @param longestWait the longest wait between attempts, whatever the archive asks for
 * @param connectTimeout how long a connection may take
 * @param stallTimeout how long an answer, or its next byte, may take
 * @param fileTimeout how long one complete file may take
 */
public record RequestPolicy(
    int connections,
    Duration pause,
    int attempts,
    Duration firstWait,
    Duration longestWait,
    Duration connectTimeout,
    Duration stallTimeout,
    Duration fileTimeout) {

  /**
   * The wait after an attempt: a random time between half of and the complete doubled wait, so that
   * many clients do not return at the same moment.
   */
  public Duration waitAfter(int attempt) {
    long doubled = firstWait.toMillis() << Math.min(attempt - 1, 20);
    long max = Math.min(doubled, longestWait.toMillis());
    return Duration.ofMillis(max / 2 + ThreadLocalRandom.current().nextLong(max / 2 + 1));
  }
}
