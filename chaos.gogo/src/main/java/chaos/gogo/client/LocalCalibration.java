package chaos.gogo.client;

import chaos.api.calibration.Calibration;
import chaos.api.calibration.CalibrationException;
import chaos.api.calibration.RunStatus;
import chaos.client.CalibrationRuns;
import chaos.client.RefusedException;
import chaos.json.BaselineJson;
import chaos.json.CalibrationRunJson;
import chaos.json.CaseListJson;
import chaos.json.MalformedJsonException;
import chaos.json.RunRequestJson;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Calibration in this process, by its service as it is at the moment of each question. */
record LocalCalibration(Supplier<Optional<Calibration>> service) implements CalibrationRuns {

    @Override
    public CaseListJson cases() throws RefusedException {
        return CaseListJson.of(calibration().cases());
    }

    @Override
    public BaselineJson baseline() throws RefusedException {
        return BaselineJson.of(calibration().baseline());
    }

    @Override
    public CalibrationRunJson start(RunRequestJson request) throws RefusedException {
        var calibration = calibration();
        try {
            var wanted = request.request(() -> ThreadLocalRandom.current().nextLong(Long.MAX_VALUE));
            return CalibrationRunJson.of(calibration.start(wanted));
        } catch (CalibrationException e) {
            var field = Optional.of(unknown(calibration, request))
                    .filter(place -> e.reason() == CalibrationException.Reason.UNKNOWN);
            throw new RefusedException(e.getMessage(), field, List.of(), Optional.empty());
        } catch (MalformedJsonException e) {
            throw new RefusedException(e.detail(), Optional.of(e.field()), List.of(), Optional.empty());
        }
    }

    private static String unknown(Calibration calibration, RunRequestJson request) {
        var known =
                calibration.cases().stream().map(each -> each.name().value()).toList();
        return known.containsAll(request.cases().orElse(List.of())) ? "/rig" : "/cases";
    }

    @Override
    public CalibrationRunJson find(String id) throws RefusedException {
        return run(id, calibration().run(id));
    }

    @Override
    public CalibrationRunJson cancel(String id) throws RefusedException {
        return run(id, calibration().cancel(id));
    }

    @Override
    public String page(String id) throws RefusedException {
        return calibration().page(id).orElseThrow(() -> RefusedException.because("run " + id + " has no report"));
    }

    private static CalibrationRunJson run(String id, Optional<RunStatus> status) throws RefusedException {
        return CalibrationRunJson.of(
                status.orElseThrow(() -> RefusedException.because("there is no calibration run " + id)));
    }

    private Calibration calibration() throws RefusedException {
        return service.get()
                .orElseThrow(() -> RefusedException.because("calibration is starting or stopping; try again"));
    }
}
