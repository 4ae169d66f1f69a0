package chaos.launcher;

import chaos.launcher.log.LogLevel;
import chaos.launcher.log.LoggingBridge;
import chaos.launcher.log.PrintedLog;
import chaos.launcher.settings.ConfigurationFile;
import chaos.launcher.settings.RefusedException;
import chaos.launcher.settings.Settings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.BundleException;

/** The daemon's main program. */
public final class Main {

    private static final int OK = 0;
    private static final int REFUSED = 1;
    private static final int USAGE = 2;

    private Main() {}

    /** Runs the appliance in the foreground; see {@code --help}. */
    public static void main(String[] arguments) throws InterruptedException {
        var status = run(arguments);
        // The shutdown hook stops what was started, and ends the process.
        System.exit(status);
    }

    private static int run(String... words) throws InterruptedException {
        try {
            var arguments = Arguments.parse(words);
            if (arguments.ask().isPresent()) {
                print(FileDescriptor.out, answer(arguments.ask().get()));
                return OK;
            }
            arguments.log().ifPresent(level -> System.setProperty(LogLevel.PROPERTY, level));
            serve(arguments);
            return OK;
        } catch (IllegalArgumentException e) {
            print(FileDescriptor.err, "chaosd: " + e.getMessage() + "\n" + Arguments.USAGE);
            return USAGE;
        } catch (RefusedException e) {
            print(FileDescriptor.err, String.join("\n", e.sentences()) + "\nchaosd: not started\n");
            return REFUSED;
        } catch (BundleException | IOException e) {
            print(FileDescriptor.err, "chaosd: " + e.getMessage() + "\n");
            return REFUSED;
        }
    }

    private static void serve(Arguments arguments)
            throws RefusedException, BundleException, IOException, InterruptedException {
        var settings = settings(arguments);
        var place = Place.choose(arguments.socket(), settings, System.getenv());
        var lock = place.claim();
        LoggingBridge.install();
        PrintedLog.install();
        var distribution = Distribution.in(Path.of(System.getProperty(Distribution.HOME, ".")));
        var storage = Storage.open(place.privateDirectory(), distribution.fingerprint());
        var appliance =
                new Appliance(storage, LogLevel.of("org.apache.felix.scr").name());
        var lifetime = new Lifetime(appliance, storage, lock);
        lifetime.run(distribution, settings.links(), place);
    }

    private static Settings settings(Arguments arguments) throws RefusedException {
        var file = arguments.file().or(() -> Optional.of(ConfigurationFile.STANDARD)
                .filter(Files::exists));
        return file.isPresent() ? ConfigurationFile.read(file.get()) : Settings.NONE;
    }

    private static String answer(Arguments.Ask ask) {
        return switch (ask) {
            case HELP -> Arguments.USAGE;
            case VERSION -> "chaosd " + Main.class.getPackage().getImplementationVersion() + "\n";
        };
    }

    private static void print(FileDescriptor to, String text) {
        new PrintStream(new FileOutputStream(to), true, StandardCharsets.UTF_8).print(text);
    }
}
