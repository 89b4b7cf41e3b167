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
 * A local folder that belongs to the user, on a machine that others use too. Its name may be easy
 * to guess: a link, or a folder that somebody else made before us, is refused.
 */
public final class PrivateFolder {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private PrivateFolder() {}

  /**
   * A folder that only the user can enter; made where it is not there.
   *
   * @throws IOException whose message reads on after the folder's name
   */
  public static Path ownerOnly(Path folder) throws IOException {
    Path own = ownedByUser(folder);
    if (hasPermissions(own) && !Files.getPosixFilePermissions(own).equals(OWNER_ONLY)) {
      Files.setPosixFilePermissions(own, OWNER_ONLY);
    }
    return own;
  }

  /**
   * A folder of the user that others may see, but not write into; made owner-only where it is not
   * there.
   *
   * @throws IOException whose message reads on after the folder's name
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
      throw new IOException("it is no folder");
    }
  }

  /** A file that we make shows who we are: a process may have no name in the system's list. */
  private static void requireOwner(Path folder) throws IOException {
    UserPrincipal owner = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS);
    Path probe = Files.createTempFile(folder, ".owner-", "");
    try {
      if (!Files.getOwner(probe).equals(owner)) {
        throw new IOException("it belongs to " + owner.getName() + "; name a folder of your own");
      }
    } finally {
      Files.delete(probe);
    }
    if (hasPermissions(folder)
        && Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IOException("everybody can write into it; name a folder of your own");
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
