package chaos.json;

import chaos.api.control.Preview;
import chaos.api.dataplane.Warning;
import chaos.api.prediction.Prediction;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What would be programmed, and what to expect; nothing was applied.
 *
 * @param canonical what the live plane would hold
 * @param layers what it would build
 * @param expect what the traffic would see; absent: nobody here can tell
 * @param method {@code analytic} or {@code simulated}; absent with what is expected
 * @param warnings what a person should know
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record PreviewJson(
        ImpairmentJson canonical,
        List<LayerJson> layers,
        Optional<ExpectedJson> expect,
        Optional<String> method,
        List<WarningJson> warnings) {

    /** The document of a preview. */
    public static PreviewJson of(Preview preview) {
        var predicted = preview.prediction();
        Stream<Warning> remarks = predicted.map(Prediction::warnings).stream().flatMap(List::stream);
        return new PreviewJson(
                ImpairmentJson.of(preview.plan().canonical()),
                preview.plan().layers().stream().map(LayerJson::of).toList(),
                predicted.map(ExpectedJson::of),
                predicted.map(prediction -> prediction.method().word()),
                Stream.concat(preview.plan().warnings().stream(), remarks)
                        .map(WarningJson::of)
                        .toList());
    }
}
