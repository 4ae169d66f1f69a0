package chaos.client;

import chaos.json.BaselineJson;
import chaos.json.CalibrationRunJson;
import chaos.json.CaseListJson;
import chaos.json.RunRequestJson;
import chaos.json.StrictJson;
import java.nio.charset.StandardCharsets;

/** Calibration behind the socket. */
record RemoteCalibration(SocketHttp http) implements CalibrationRuns {

    private static final String ROOT = "/v1/calibration/";
    private static final String RUNS = ROOT + "runs";

    @Override
    public CaseListJson cases() throws RefusedException, UnreachableException {
        return RemoteDaemon.read(http.get(ROOT + "cases"), CaseListJson.class);
    }

    @Override
    public BaselineJson baseline() throws RefusedException, UnreachableException {
        return RemoteDaemon.read(http.get(ROOT + "baseline"), BaselineJson.class);
    }

    @Override
    public CalibrationRunJson start(RunRequestJson request) throws RefusedException, UnreachableException {
        return RemoteDaemon.read(http.post(RUNS, StrictJson.write(request)), CalibrationRunJson.class);
    }

    @Override
    public CalibrationRunJson find(String id) throws RefusedException, UnreachableException {
        return RemoteDaemon.read(http.get(run(id)), CalibrationRunJson.class);
    }

    @Override
    public CalibrationRunJson cancel(String id) throws RefusedException, UnreachableException {
        return RemoteDaemon.read(http.delete(run(id)), CalibrationRunJson.class);
    }

    @Override
    public String page(String id) throws RefusedException, UnreachableException {
        var answer = http.get(run(id) + "/report");
        RemoteDaemon.refuseProblem(answer);
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static String run(String id) {
        return RUNS + '/' + id;
    }
}
