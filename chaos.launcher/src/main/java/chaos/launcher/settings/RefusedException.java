package chaos.launcher.settings;

import java.util.List;

/** The daemon does not start; each sentence says where, what is wrong and what to do. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final List<String> sentences;

    /** A refusal for one reason or more. */
    public RefusedException(List<String> sentences) {
        super(String.join("\n", sentences));
        this.sentences = List.copyOf(sentences);
    }

    /** A refusal for one reason. */
    public RefusedException(String sentence) {
        this(List.of(sentence));
    }

    /** The reasons, one sentence each, in the order of the file. */
    public List<String> sentences() {
        return sentences;
    }
}
