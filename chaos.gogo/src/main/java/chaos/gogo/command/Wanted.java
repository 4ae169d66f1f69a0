package chaos.gogo.command;

import chaos.api.impairment.Impairment;
import chaos.json.ImpairmentJson;
import chaos.json.MalformedJsonException;
import chaos.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ParseResult;

/** Makes the wanted state of what is there: from flags, or from a document. */
interface Wanted {

    String FILE = "--file";

    int MAX_DOCUMENT = 64 * 1024;

    /** The wanted state. */
    Impairment onto(Impairment there) throws UsageException;

    /** What was typed, in either form; at least one. */
    static Wanted of(ParseResult typed, Typed flags, InputStream in) throws UsageException {
        flags.refuseBothForms();
        if (!typed.hasMatchedOption(FILE)) {
            if (!flags.hasAny()) {
                throw new UsageException("say what to set, for example --latency 40ms; to set nothing, use clear");
            }
            return new ImpairmentFlags(flags)::onto;
        }
        if (flags.hasAny()) {
            throw new UsageException(FILE + " holds the whole document; leave the other flags out");
        }
        var document = document(typed.matchedOptionValue(FILE, ""), in);
        return there -> merged(document, there);
    }

    private static ImpairmentJson document(String file, InputStream in) throws UsageException {
        try {
            var document = StrictJson.read(bytes(file, in), ImpairmentJson.class);
            document.impairment();
            return document;
        } catch (MalformedJsonException e) {
            throw new UsageException(FILE + " " + file + ": " + e.getMessage(), e);
        } catch (IOException | InvalidPathException e) {
            throw new UsageException(FILE + " " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(String file, InputStream in) throws IOException {
        if (file.equals("-")) {
            return in.readNBytes(MAX_DOCUMENT + 1);
        }
        try (var stream = Files.newInputStream(Path.of(file))) {
            return stream.readNBytes(MAX_DOCUMENT + 1);
        }
    }

    private static Impairment merged(ImpairmentJson document, Impairment base) throws UsageException {
        var kept = ImpairmentJson.of(base);
        try {
            return new ImpairmentJson(
                            document.latency().or(kept::latency),
                            document.loss().or(kept::loss),
                            document.duplication().or(kept::duplication),
                            document.reordering().or(kept::reordering),
                            document.corruption().or(kept::corruption),
                            document.rate().or(kept::rate),
                            document.queue().or(kept::queue),
                            document.ordering().or(kept::ordering),
                            document.seed().or(kept::seed))
                    .impairment();
        } catch (MalformedJsonException e) {
            throw new UsageException(FILE + " with what is there: " + e.getMessage(), e);
        }
    }
}
