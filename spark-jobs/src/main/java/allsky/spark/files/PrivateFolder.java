package allsky.spark.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/**
 * Creates local folders that belong to the user, on a machine that others use too. The name of a
 * folder may be easy to guess, so a link or a folder of another user is rejected.
 */
public final class PrivateFolder {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private PrivateFolder() {}

  /**
   * A folder that only the user can access; it is created if it does not exist.
   *
   * @throws IOException whose message follows the folder's name
   */
  public static Path ownerOnly(Path folder) throws IOException {
    Path own = ownedByUser(folder);
    if (hasPermissions(own) && !Files.getPosixFilePermissions(own).equals(OWNER_ONLY)) {
      Files.setPosixFilePermissions(own, OWNER_ONLY);
    }
    return own;
  }

  /**
   * A folder of the user that others may read but not write; if it does not exist, it is created
   * for the user only.
   *
   * @throws IOException whose message follows the folder's name
   */
  public static Path ownedByUser(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath().normalize();
    if (absolute.getParent() != null) {
      Files.createDirectories(absolute.getParent());
    }
    try {
      Files.createDirectory(absolute, permissions(absolute));
    } catch (FileAlreadyExistsException e) {
      requireFolder(absolute);
      requireOwner(absolute);
    }
    return absolute;
  }

  private static void requireFolder(Path folder) throws IOException {
    if (Files.isSymbolicLink(folder)) {
      throw new IOException("it is a symbolic link; name the folder that it points to");
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("it is not a folder");
    }
  }

  /**
   * Checks the owner. The user is found from a new file, because a process may have no user name.
   */
  private static void requireOwner(Path folder) throws IOException {
    UserPrincipal owner = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS);
    Path probe = Files.createTempFile(folder, ".owner-", "");
    try {
      if (!Files.getOwner(probe).equals(owner)) {
        throw new IOException("it belongs to " + owner.getName() + "; name a folder that you own");
      }
    } finally {
      Files.delete(probe);
    }
    if (hasPermissions(folder)
        && Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IOException("all users can write to it; name a folder that only you can write to");
    }
  }

  private static boolean hasPermissions(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static FileAttribute<?>[] permissions(Path folder) {
    return hasPermissions(folder)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }
}
