package chaos.dataplane.netlink.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class GridCasesTest {

    @Test
    void all_areAtLeastTwoHundredAndAllDifferent() {
        var names = new HashSet<String>();
        GridCases.all().forEach(grid -> assertTrue(names.add(grid.name()), grid.name() + " is there twice"));
        assertTrue(names.size() >= 200, "there are " + names.size());
    }

    @Test
    void some_areTheSameForTheSameSeed() {
        assertEquals(GridCases.some(40, 7), GridCases.some(40, 7));
        assertEquals(40, new HashSet<>(GridCases.some(40, 7)).size());
        assertNotEquals(GridCases.some(40, 7), GridCases.some(40, 8));
    }
}
