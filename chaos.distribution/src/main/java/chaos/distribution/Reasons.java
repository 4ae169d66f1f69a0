package chaos.distribution;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Why a file could not be read or written, for people. */
final class Reasons {

    private Reasons() {}

    static String of(IOException failure, Path where) {
        if (failure instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied";
        }
        if (failure instanceof FileSystemException refused) {
            var reason = refused.getReason() == null ? "it cannot be used" : refused.getReason();
            return refused.getFile() + ": " + reason;
        }
        return where + ": " + failure.getMessage();
    }
}
