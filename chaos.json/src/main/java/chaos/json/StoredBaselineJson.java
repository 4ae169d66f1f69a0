package chaos.json;

import chaos.api.calibration.Baseline;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * The calibration baseline as it is stored in its file.
 *
 * @param schema version of this document: 1
 * @param storedAt nanoseconds since the Unix epoch
 * @param report what was stored
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record StoredBaselineJson(long schema, long storedAt, ReportJson report) {

    /** The document of a stored report. */
    public static StoredBaselineJson of(Baseline.Stored stored) {
        return new StoredBaselineJson(
                ReportJson.SCHEMA, Times.nanos(stored.storedAt()), ReportJson.of(stored.report()));
    }

    /**
     * What was stored, as it was written to a file.
     *
     * @param utf8 the file
     * @throws MalformedJsonException if it is anything else, of another version, or a value is out of range
     */
    public static Baseline.Stored read(byte[] utf8) {
        var node = JsonText.parse(utf8);
        long schema = new DocumentReader(true).read(node, "", Schema.class).schema();
        if (schema != ReportJson.SCHEMA) {
            throw new MalformedJsonException("/schema", "must be " + ReportJson.SCHEMA + ", was " + schema);
        }
        var document = new DocumentReader(false).read(node, "", StoredBaselineJson.class);
        return new Baseline.Stored(Times.moment(document.storedAt()), document.report.report());
    }

    /**
     * The part of the document that every version has.
     *
     * @param schema its version
     */
    public record Schema(long schema) {}
}
