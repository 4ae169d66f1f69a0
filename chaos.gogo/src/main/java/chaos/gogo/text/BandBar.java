package chaos.gogo.text;

import chaos.api.calibration.ToleranceBand;
import chaos.json.EstimateJson;
import java.util.Optional;

/** Where an interval lies in its band, in characters: {@code [} and {@code ]} are the band, {@code o} was measured. */
final class BandBar {

    /** Cells from the middle to a bound of the band. */
    private static final int HALF = 8;

    /** Cells from the middle to the edge. */
    private static final int REACH = 13;

    private BandBar() {}

    static String of(ToleranceBand band, Optional<EstimateJson> measured) {
        var cells = " ".repeat(2 * REACH + 1).toCharArray();
        cells[REACH - HALF] = '[';
        cells[REACH + HALF] = ']';
        if (measured.isEmpty()) {
            return new String(cells);
        }
        var estimate = measured.get().estimate();
        int low = cell(band.position(estimate.low()));
        int high = cell(band.position(estimate.high()));
        for (int i = low; i <= high; i++) {
            cells[i] = cells[i] == ' ' ? '-' : cells[i];
        }
        int value = cell(band.position(estimate.value()));
        cells[value] = value == 0 ? '<' : value == cells.length - 1 ? '>' : 'o';
        return new String(cells);
    }

    private static int cell(double position) {
        if (Double.isNaN(position)) {
            return REACH;
        }
        return REACH + (int) Math.round(Math.max(-REACH, Math.min(REACH, position * HALF)));
    }
}
