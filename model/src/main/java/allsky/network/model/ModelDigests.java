package allsky.network.model;

import allsky.Sha256;
import allsky.UserError;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The SHA-256 of each file that affects a model's predictions, in the format of {@code sha256sum}.
 *
 * @param sha256 digests in hexadecimal, by file name
 */
record ModelDigests(SortedMap<String, String> sha256) {

  static final String FILE = "SHA256SUMS";

  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *](.+)");

  ModelDigests {
    sha256 = Collections.unmodifiableSortedMap(new TreeMap<>(sha256));
  }

  /** The digests of files in memory. */
  static ModelDigests of(Map<String, byte[]> files) {
    SortedMap<String, String> digests = new TreeMap<>();
    files.forEach((name, bytes) -> digests.put(name, Sha256.hex(bytes)));
    return new ModelDigests(digests);
  }

  /** These digests and that of another file. */
  ModelDigests with(String name, byte[] content) {
    SortedMap<String, String> digests = new TreeMap<>(sha256);
    digests.put(name, Sha256.hex(content));
    return new ModelDigests(digests);
  }

  /** The digests of these files only. */
  ModelDigests of(Set<String> names) {
    SortedMap<String, String> digests = new TreeMap<>(sha256);
    digests.keySet().retainAll(names);
    return new ModelDigests(digests);
  }

  /**
   * Parses text from {@link #toText} or {@code sha256sum}.
   *
   * @param origin the path of the file, for messages
   * @throws UserError if a line has another format
   */
  static ModelDigests parse(String origin, String text) {
    SortedMap<String, String> digests = new TreeMap<>();
    for (String line : text.lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new UserError(
            "Cannot read "
                + origin
                + ": a line is not a SHA-256 and a file name; copy the complete model folder"
                + " again, or train again");
      }
      digests.put(matcher.group(2), matcher.group(1));
    }
    return new ModelDigests(digests);
  }

  /** One line for each file. */
  String toText() {
    return sha256.entrySet().stream()
        .map(entry -> entry.getValue() + "  " + entry.getKey() + "\n")
        .collect(Collectors.joining());
  }

  /** One SHA-256 for all files: the digest of the text. */
  String digest() {
    return Sha256.hex(toText().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Compares a file with its digest.
   *
   * @param folder the model folder, for the message
   * @throws UserError if the digest differs or is missing
   */
  void check(String folder, String name, byte[] content) {
    String expected = sha256.get(name);
    if (!Sha256.hex(content).equals(expected)) {
      String what =
          expected == null ? "has no line in " : "is not the file of the training that wrote ";
      throw new UserError(
          "Cannot use "
              + folder
              + "/"
              + name
              + ": it "
              + what
              + FILE
              + " (it was changed or damaged); copy the complete model folder again, or train"
              + " again");
    }
  }
}
