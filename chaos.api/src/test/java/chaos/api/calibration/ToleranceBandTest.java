package chaos.api.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToleranceBandTest {

    @ParameterizedTest
    @CsvSource({
        "10, 20, 10, -1",
        "10, 20, 15, 0",
        "10, 20, 20, 1",
        "10, 20, 30, 3",
        "-Infinity, 50, 50, 1",
        "-Infinity, 50, 0, -1",
        "-Infinity, -50, -75, 0",
        "100, Infinity, 100, -1",
        "100, Infinity, 150, 0",
        "-Infinity, Infinity, 7, 0",
        "0, 0, 0, 0",
        "0, 0, 3, 4",
        "0, 0, -3, -4"
    })
    void position_isMinusOneToOneInTheBand(double low, double high, double value, double position) {
        assertEquals(position, new ToleranceBand(low, high, "ns").position(value), 1e-12);
    }
}
