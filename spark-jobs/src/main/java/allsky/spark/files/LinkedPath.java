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

/** Follows the symbolic links of a local path, whose last names need not exist. */
final class LinkedPath {

  /** As many as Linux follows before it takes the links for a circle. */
  private static final int MAX_LINKS = 40;

  private LinkedPath() {}

  /**
   * The places that an absolute path leads through: each symbolic link on its way, and last the
   * place where it ends, whose parents hold no link.
   *
   * @throws IOException where a link cannot be read
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
   * The places of all files that somebody sees who reads a folder and follows its links: those of
   * the folder's path, and those of each link below it.
   *
   * @throws IOException where a folder cannot be listed or a link cannot be read
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
            // What cannot be listed cannot be read, and is not deleted either.
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
