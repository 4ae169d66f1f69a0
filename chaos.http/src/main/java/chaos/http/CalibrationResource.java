package chaos.http;

import chaos.api.calibration.Calibration;
import chaos.api.calibration.CalibrationException;
import chaos.api.calibration.RunRequest;
import chaos.api.calibration.RunStatus;
import chaos.api.dataplane.DataPlaneException;
import chaos.http.problem.RequestRefused;
import chaos.http.problem.RequestRefused.Kind;
import chaos.http.problem.RunRefused;
import chaos.json.BaselineJson;
import chaos.json.CalibrationRunJson;
import chaos.json.CaseListJson;
import chaos.json.RunListJson;
import chaos.json.RunRequestJson;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Calibration: its cases, its runs and its baseline. */
@Path("/v1/calibration")
@Tag(name = "calibration", description = "How close what packets see is to what was set, on this machine, today")
@Produces(MediaType.APPLICATION_JSON)
public final class CalibrationResource {

    private static final String RUNS = "/v1/calibration/runs/";

    /** What may be repeated in a sentence for people. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    /** The page holds its own scripts and styles, loads nothing and is shown in no frame. */
    private static final String POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline';"
            + " img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private final Links links;
    private final ProgressStreams streams;

    CalibrationResource(Links links, ProgressStreams streams) {
        this.links = links;
        this.streams = streams;
    }

    /** {@return the cases} */
    @GET
    @Path("cases")
    @Operation(summary = "The cases that a run may cover")
    public CaseListJson cases() throws DataPlaneException {
        return CaseListJson.of(links.calibration().cases());
    }

    /** {@return the calibration baseline} */
    @GET
    @Path("baseline")
    @Operation(summary = "The calibration baseline: the report that later runs are compared with")
    public BaselineJson baseline() throws DataPlaneException {
        return BaselineJson.of(links.calibration().baseline());
    }

    /** {@return the run that was started} */
    @POST
    @Path("runs")
    @Operation(summary = "Start a calibration run; it impairs the link, and leaves it as it was")
    @ApiResponse(
            responseCode = "201",
            headers = @Header(name = "Location", description = "of the run", schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = CalibrationRunJson.class)))
    @Consumes(MediaType.APPLICATION_JSON)
    public Response start(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            examples = {
                                                @ExampleObject(name = "all, quickly", value = Examples.QUICK_RUN),
                                                @ExampleObject(
                                                        name = "two cases, thoroughly",
                                                        value = Examples.NARROW_RUN)
                                            }))
                    RunRequestJson wanted)
            throws DataPlaneException {
        var request = wanted.request(() -> ThreadLocalRandom.current().nextLong(Long.MAX_VALUE));
        var run = start(links.calibration(), request);
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, RUNS + run.id())
                .entity(CalibrationRunJson.of(run))
                .build();
    }

    private RunStatus start(Calibration calibration, RunRequest request) {
        try {
            return calibration.start(request);
        } catch (CalibrationException e) {
            var field = e.reason() == CalibrationException.Reason.UNKNOWN
                    ? Optional.of(unknown(calibration, request))
                    : Optional.<String>empty();
            throw new RunRefused(e, field);
        }
    }

    private String unknown(Calibration calibration, RunRequest request) {
        boolean cases =
                calibration.cases().stream().map(each -> each.name()).toList().containsAll(request.cases());
        if (!cases) {
            return "/cases";
        }
        return links.isKnown(request.link()) ? "/rig" : "/link";
    }

    /** {@return the runs that are kept} */
    @GET
    @Path("runs")
    @Operation(summary = "The runs since the daemon started, the newest first")
    public RunListJson runs() throws DataPlaneException {
        return RunListJson.of(links.calibration().runs());
    }

    /** {@return how a run is, with its report when it is done} */
    @GET
    @Path("runs/{id}")
    @Operation(summary = "How a run is; its report when it is done")
    public CalibrationRunJson run(@Parameter(description = Examples.RUN) @PathParam("id") String id)
            throws DataPlaneException {
        return CalibrationRunJson.of(find(id));
    }

    /** {@return how the run is after it was ended} */
    @DELETE
    @Path("runs/{id}")
    @Operation(summary = "End a run and leave the link as it was found; of a run that has ended, nothing changes")
    public CalibrationRunJson cancel(@Parameter(description = Examples.RUN) @PathParam("id") String id)
            throws DataPlaneException {
        return CalibrationRunJson.of(links.calibration().cancel(id).orElseThrow(() -> noRun(id)));
    }

    /** {@return the report as a page} */
    @GET
    @Path("runs/{id}/report")
    @Operation(summary = "The report of a run that is done, as one page that needs no network")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(type = "string")))
    @Produces(MediaType.TEXT_HTML)
    public Response report(@Parameter(description = Examples.RUN) @PathParam("id") String id)
            throws DataPlaneException {
        var run = find(id);
        var page = links.calibration().page(id).orElseThrow(() -> noReport(run));
        return Response.ok(page, MediaType.TEXT_HTML + ";charset=utf-8")
                .header("Content-Security-Policy", POLICY)
                .build();
    }

    /** {@return the progress of a run, an event a change, until it has ended} */
    @GET
    @Path("runs/{id}/progress")
    @Operation(
            summary = "The progress of a run as server-sent events until it has ended; at most 5 a second",
            description = "The data of each event is a run as GET answers it, without its report,"
                    + " with the results since the event before.")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = ProgressStreams.TYPE, schema = @Schema(type = "string")))
    @Produces(ProgressStreams.TYPE)
    public Response progress(@Parameter(description = Examples.RUN) @PathParam("id") String id)
            throws DataPlaneException {
        find(id);
        return Response.ok(streams.open(links.calibration(), id), ProgressStreams.TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private RunStatus find(String id) throws DataPlaneException {
        return links.calibration().run(id).orElseThrow(() -> noRun(id));
    }

    private static RequestRefused noRun(String id) {
        var named = ID.matcher(id).matches() ? "run " + id : "run of that name";
        return new RequestRefused(
                Kind.UNKNOWN, "there is no calibration " + named + "; GET /v1/calibration/runs lists them", "/id");
    }

    private static RequestRefused noReport(RunStatus run) {
        var detail = run.state() == RunStatus.State.RUNNING
                ? "calibration run " + run.id() + " goes on; it has a report when it is done"
                : "calibration run " + run.id() + " has no report: " + run.detail();
        return new RequestRefused(Kind.TOO_SOON, detail);
    }
}
