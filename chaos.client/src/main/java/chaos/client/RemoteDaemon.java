package chaos.client;

import chaos.api.impairment.Distribution;
import chaos.api.link.LinkName;
import chaos.api.socket.SocketPath;
import chaos.json.DeletedTableJson;
import chaos.json.HealthJson;
import chaos.json.ImpairmentJson;
import chaos.json.LinkJson;
import chaos.json.MalformedJsonException;
import chaos.json.OutcomeJson;
import chaos.json.PlaneChoiceJson;
import chaos.json.PlanesJson;
import chaos.json.PreviewJson;
import chaos.json.PreviewRequestJson;
import chaos.json.ProblemJson;
import chaos.json.StatsJson;
import chaos.json.StrictJson;
import chaos.json.SwapJson;
import chaos.json.SystemJson;
import chaos.json.TableEntriesJson;
import chaos.json.TableJson;
import chaos.json.TablesJson;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The appliance behind its socket. */
public final class RemoteDaemon implements Daemon, AutoCloseable {

    private static final Set<Integer> GOOD = Set.of(200, 201);
    private static final String DISTRIBUTIONS = "/v1/distributions";

    private final SocketHttp http;

    /** The appliance behind this socket; nothing is opened before the first question. */
    public RemoteDaemon(SocketPath socket) {
        this.http = new SocketHttp(socket);
    }

    @Override
    public SystemJson system() throws RefusedException, UnreachableException {
        return read(http.get("/v1/system"), SystemJson.class);
    }

    @Override
    public LinkJson link(LinkName link) throws RefusedException, UnreachableException {
        return read(http.get("/v1/links/" + link), LinkJson.class);
    }

    @Override
    public Tagged read(Target target) throws RefusedException, UnreachableException {
        return tagged(http.get(path(target)));
    }

    @Override
    public Tagged apply(Target target, ImpairmentJson impairment, Optional<String> tag)
            throws RefusedException, UnreachableException {
        return tagged(http.put(path(target), StrictJson.write(impairment), tag));
    }

    @Override
    public Tagged clear(Target target) throws RefusedException, UnreachableException {
        return tagged(http.delete(path(target)));
    }

    @Override
    public StatsJson stats(Target target) throws RefusedException, UnreachableException {
        return read(http.get(path(target) + "/stats"), StatsJson.class);
    }

    @Override
    public PreviewJson preview(Target target, PreviewRequestJson question)
            throws RefusedException, UnreachableException {
        return read(http.post(path(target) + "/preview", StrictJson.write(question)), PreviewJson.class);
    }

    @Override
    public PlanesJson planes() throws RefusedException, UnreachableException {
        return read(http.get("/v1/planes"), PlanesJson.class);
    }

    @Override
    public SwapJson use(LinkName link, PlaneChoiceJson choice) throws RefusedException, UnreachableException {
        var body = StrictJson.write(choice);
        return read(http.put("/v1/links/" + link + "/plane", body, Optional.empty()), SwapJson.class);
    }

    @Override
    public TablesJson distributions() throws RefusedException, UnreachableException {
        return read(http.get(DISTRIBUTIONS), TablesJson.class);
    }

    @Override
    public TableJson storeDistribution(Distribution.Table table, TableEntriesJson entries)
            throws RefusedException, UnreachableException {
        var body = StrictJson.write(entries);
        return read(http.put(DISTRIBUTIONS + '/' + table.name(), body, Optional.empty()), TableJson.class);
    }

    @Override
    public DeletedTableJson deleteDistribution(Distribution.Table table) throws RefusedException, UnreachableException {
        return read(http.delete(DISTRIBUTIONS + '/' + table.name()), DeletedTableJson.class);
    }

    @Override
    public HealthJson health() throws RefusedException, UnreachableException {
        return read(http.get("/v1/health"), HealthJson.class);
    }

    @Override
    public CalibrationRuns calibration() {
        return new RemoteCalibration(http);
    }

    @Override
    public void close() {
        http.close();
    }

    private static String path(Target target) {
        return target.link().equals(LinkName.DEFAULT)
                ? "/v1/impairments/" + target.direction()
                : "/v1/links/" + target.link() + "/impairments/" + target.direction();
    }

    private static Tagged tagged(SocketHttp.Answer answer) throws RefusedException {
        return new Tagged(read(answer, OutcomeJson.class), answer.tag());
    }

    /** The document of an answer. */
    static <T extends Record> T read(SocketHttp.Answer answer, Class<T> type) throws RefusedException {
        refuseProblem(answer);
        return understood(answer, type);
    }

    /** Throws what the appliance refused. */
    static void refuseProblem(SocketHttp.Answer answer) throws RefusedException {
        if (!GOOD.contains(answer.status())) {
            throw refused(understood(answer, ProblemJson.class));
        }
    }

    private static <T extends Record> T understood(SocketHttp.Answer answer, Class<T> type) throws RefusedException {
        try {
            return StrictJson.readAnswer(answer.body(), type);
        } catch (MalformedJsonException e) {
            throw RefusedException.because("the daemon answered " + answer.status()
                    + " with something that this command does not understand (" + e.getMessage()
                    + "); are the two of the same version?");
        }
    }

    private static RefusedException refused(ProblemJson problem) {
        return new RefusedException(
                problem.detail(), problem.field(), problem.refusals().orElse(List.of()), problem.outcome());
    }
}
