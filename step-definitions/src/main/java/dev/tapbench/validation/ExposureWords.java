package dev.tapbench.validation;

import dev.tapbench.validation.Exposures.Cell;
import java.util.ArrayList;
import java.util.List;

/** Exposures in words. */
public final class ExposureWords {
    private ExposureWords() {}

    /**
     * One line for people.
     *
     * @param shops where the thief goes
     * @param thief what the thief knows
     */
    public record Line(String shops, String thief, Cell cell) {
        /** The shortest way to it, owner and thief. */
        public String way() {
            Witnesses.Witness witness = cell.witness();
            String before =
                    witness.before().isEmpty() ? "" : "owner: " + String.join(", ", witness.before()) + "; thief: ";
            return before
                    + String.join(", ", witness.theft())
                    + (witness.loop() > 0 ? ", and the last " + witness.loop() + " again and again" : "");
        }
    }

    /** All four, offline before mixed. */
    public static List<Line> of(Exposures exposures) {
        List<Line> lines = new ArrayList<>();
        exposures
                .cells()
                .forEach((where, row) -> row.forEach((who, cell) -> lines.add(
                        new Line(where, who.equals("noCvm") ? "without the PIN" : "has seen the PIN", cell))));
        return lines;
    }
}
