package chaos.json;

import chaos.api.calibration.Setting;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * Under which a case was measured.
 *
 * @param impairment what was set
 * @param trains what was sent: two where the first drawing failed, none where the case needs no probe
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ParametersJson(ImpairmentJson impairment, List<ProbeTrainJson> trains) {

    static ParametersJson of(Setting setting) {
        return new ParametersJson(
                ImpairmentJson.of(setting.impairment()),
                setting.trains().stream().map(ProbeTrainJson::of).toList());
    }

    Setting setting() {
        return new Setting(
                impairment.impairment(),
                trains.stream().map(ProbeTrainJson::train).toList());
    }
}
