package chaos.http;

/** Words and documents that the description of the API shows; a test sends each of the documents. */
final class Examples {

    static final String IF_MATCH = "tags that the state must have, from an ETag header; without it, whatever it is";

    static final String DIRECTION = "the direction, named after the port that packets leave by";

    static final String LINK = "the name of a link";

    static final String TABLE = "the name of a table: 1 to 64 of a-z, 0-9, _ and -";

    static final String ENTRIES = """
            { "entries": [ -8192, 0, 8192 ] }""";

    static final String LATENCY_LOSS =
            """
            {
              "latency": { "kind": "constant", "duration": 40000000 },
              "loss": { "model": "bernoulli", "pct": 1.0 }
            }""";

    static final String RATE = """
            { "rate": { "bits_per_second": 5000000 } }""";

    static final String PREVIEW =
            """
            {
              "impairment": { "latency": { "kind": "constant", "duration": 40000000 } },
              "packet_bytes": 1500,
              "packets_per_second": 1000
            }""";

    static final String BARE_PREVIEW = """
            { "loss": { "model": "bernoulli", "pct": 1.0 } }""";

    static final String RUN = "the number of a calibration run, from the answer to its start";

    static final String QUICK_RUN = """
            {}""";

    static final String NARROW_RUN =
            """
            { "cases": [ "T-LAT-const", "T-LOSS-pp" ], "directions": [ "port1" ], "mode": "full", "seed": 1 }""";

    static final String HIGHEST_RANKING = """
            { "plane": null }""";

    static final String MODEL = """
            { "plane": "model", "force": true }""";

    private Examples() {}
}
