package allsky.spark.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Resolves the symbolic links of a local path that may not exist completely. */
final class LinkedPath {

  /** The number of links that Linux follows before it reports a loop. */
  private static final int MAX_LINKS = 40;

  private LinkedPath() {}

  /**
   * The locations through which an absolute path leads: each symbolic link on the way, and last the
   * final location without links.
   *
   * @throws IOException if a link cannot be read
   */
  static List<Path> places(Path absolute) throws IOException {
    List<Path> places = new ArrayList<>();
    Deque<Path> names = new ArrayDeque<>();
    absolute.forEach(names::add);
    Path at = absolute.getRoot();
    while (!names.isEmpty()) {
      Path next = at.resolve(names.pop()).normalize();
      if (Files.isSymbolicLink(next) && places.size() < MAX_LINKS) {
        places.add(next);
        Path target = Files.readSymbolicLink(next);
        pushInFront(names, target);
        at = target.isAbsolute() ? target.getRoot() : at;
      } else {
        at = next;
      }
    }
    places.add(at);
    return places;
  }

  /**
   * The locations that a reader of a folder visits when it follows links: those of the folder's
   * path, and those of each link below it.
   *
   * @throws IOException if a folder cannot be listed or a link cannot be read
   */
  static Set<Path> placesBelow(Path absolute) throws IOException {
    Set<Path> places = new LinkedHashSet<>();
    Deque<Path> unvisited = new ArrayDeque<>(List.of(absolute));
    while (!unvisited.isEmpty()) {
      List<Path> led = places(unvisited.pop());
      Path end = led.get(led.size() - 1);
      boolean isNew = places.stream().noneMatch(end::startsWith);
      places.addAll(led);
      if (isNew && Files.isDirectory(end)) {
        unvisited.addAll(linksBelow(end));
      }
    }
    return places;
  }

  private static Collection<Path> linksBelow(Path folder) throws IOException {
    List<Path> links = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isSymbolicLink()) {
              links.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException fault) {
            // A folder that cannot be listed is neither read nor deleted.
            return FileVisitResult.CONTINUE;
          }
        });
    return links;
  }

  private static void pushInFront(Deque<Path> names, Path target) {
    List<Path> parts = new ArrayList<>();
    target.forEach(parts::add);
    for (int i = parts.size() - 1; i >= 0; i--) {
      names.push(parts.get(i));
    }
  }
}
