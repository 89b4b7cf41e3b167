package allsky.spark.files;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The files at any depth below a folder. Symbolic links on a local disk are followed, but no folder
 * is read twice, because a link to a parent folder makes an endless loop. Named pipes, sockets and
 * devices are skipped, because reading them may never end.
 *
 * @param files the files in the order of their paths
 * @param skipped links that are not followed and entries that are not files, a sentence each
 */
public record FilesBelow(List<FileStatus> files, List<String> skipped) {

  private static final String LOCAL = "file";

  /**
   * Lists the files.
   *
   * @param wanted selects files and folders by name; folders that are not selected are not listed
   * @throws IOException if the folder or one below it cannot be listed
   */
  public static FilesBelow of(FileSystem fileSystem, Path folder, Predicate<String> wanted)
      throws IOException {
    Path resolved = fileSystem.resolvePath(folder);
    FilesBelow found = new FilesBelow(new ArrayList<>(), new ArrayList<>());
    if (LOCAL.equals(resolved.toUri().getScheme())) {
      new Walk(fileSystem, folder, wanted, found).walk();
    } else {
      found.listRemote(fileSystem, folder, wanted);
    }
    found.files.sort(null);
    return found;
  }

  /**
   * Lists a remote file system. On an object store this takes one request for a thousand files;
   * there are no links.
   */
  private void listRemote(FileSystem fileSystem, Path folder, Predicate<String> wanted)
      throws IOException {
    RemoteIterator<LocatedFileStatus> listing = fileSystem.listFiles(folder, true);
    int depth = folder.depth();
    while (listing.hasNext()) {
      FileStatus file = listing.next();
      boolean isWanted = true;
      for (Path at = file.getPath(); at != null && at.depth() > depth; at = at.getParent()) {
        isWanted &= wanted.test(at.getName());
      }
      if (isWanted) {
        files.add(file);
      }
    }
  }

  /** True for a named pipe, a socket or a device on a local disk, which may never end. */
  public static boolean isSpecial(FileSystem fileSystem, Path path) throws IOException {
    Path resolved = fileSystem.resolvePath(path);
    return LOCAL.equals(resolved.toUri().getScheme()) && isSpecial(local(resolved));
  }

  private static boolean isSpecial(java.nio.file.Path path) {
    return !Files.isRegularFile(path) && !Files.isDirectory(path) && Files.exists(path);
  }

  private static java.nio.file.Path local(Path path) {
    return java.nio.file.Path.of(path.toUri().getPath());
  }

  /** A walk through the folders of a local disk; linked folders come last. */
  private static final class Walk {
    private final FileSystem fileSystem;
    private final Path top;
    private final Predicate<String> wanted;
    private final FilesBelow found;
    private final Set<java.nio.file.Path> entered = new HashSet<>();
    private final Deque<Path> folders = new ArrayDeque<>();
    private final Deque<Path> links = new ArrayDeque<>();

    Walk(FileSystem fileSystem, Path top, Predicate<String> wanted, FilesBelow found) {
      this.fileSystem = fileSystem;
      this.top = top;
      this.wanted = wanted;
      this.found = found;
    }

    void walk() throws IOException {
      java.nio.file.Path start = real(top);
      enter(top, start);
      while (!folders.isEmpty() || !links.isEmpty()) {
        if (!folders.isEmpty()) {
          list(folders.pop());
        } else {
          follow(links.pop(), start);
        }
      }
    }

    private void follow(Path link, java.nio.file.Path start) throws IOException {
      java.nio.file.Path target = real(link);
      if (start.startsWith(target)) {
        found.skipped.add(link + " is a link to a parent folder; it is not followed");
      } else if (!enter(link, target)) {
        found.skipped.add(link + " is a link to a folder that was already read");
      }
    }

    private boolean enter(Path folder, java.nio.file.Path real) {
      boolean isNew = entered.add(real);
      if (isNew) {
        folders.push(folder);
      }
      return isNew;
    }

    private void list(Path folder) throws IOException {
      FileStatus[] children = fileSystem.listStatus(folder, child -> wanted.test(child.getName()));
      Arrays.sort(children);
      java.nio.file.Path localFolder = local(fileSystem.resolvePath(folder));
      for (FileStatus child : children) {
        Path path = child.getPath();
        java.nio.file.Path local = localFolder.resolve(path.getName());
        if (!child.isDirectory()) {
          add(child, local);
        } else if (Files.isSymbolicLink(local)) {
          links.add(path);
        } else {
          enter(path, local.toRealPath());
        }
      }
    }

    private void add(FileStatus file, java.nio.file.Path local) {
      if (isSpecial(local)) {
        found.skipped.add(file.getPath() + " is a named pipe, a socket or a device, not a file");
      } else {
        found.files.add(file);
      }
    }

    private java.nio.file.Path real(Path folder) throws IOException {
      return local(fileSystem.resolvePath(folder)).toRealPath();
    }
  }
}
