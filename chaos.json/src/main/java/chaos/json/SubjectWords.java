package chaos.json;

import chaos.api.calibration.CaseName;
import chaos.api.calibration.Question;
import chaos.api.calibration.Subject;
import chaos.api.link.Direction;

/**
 * What a result is about, in the words of the contract.
 *
 * @param name the case
 * @param direction where it was asked
 * @param quantity what is judged
 * @param question which question it answers
 */
record SubjectWords(String name, String direction, String quantity, String question) {

    static SubjectWords of(Subject subject) {
        return new SubjectWords(
                subject.name().value(),
                subject.direction().word(),
                subject.quantity(),
                subject.question().word());
    }

    Subject subject() {
        var part = new Part("", "");
        return new Subject(
                part.value("case", name, CaseName::new),
                part.value("direction", direction, Direction::parse),
                quantity,
                Choice.of("/question", question, Question::word, Question.values()));
    }
}
