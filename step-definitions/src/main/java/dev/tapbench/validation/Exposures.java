package dev.tapbench.validation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.exploration.Explorer;
import dev.tapbench.risk.exploration.Exposure;
import dev.tapbench.risk.exploration.Thief;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** What thieves can spend with one device, by where they go and what they know. */
public final class Exposures {
    private static final String UNBOUNDED = "unbounded";

    private final RiskProfile profile;
    private final Map<String, Map<String, Cell>> cells = new LinkedHashMap<>();
    private final int states;

    /**
     * One cell of {@code tapbench.validate/1}.
     *
     * @param amount with its currency, or {@code unbounded}
     * @param confirmedOnCard whether the witness came to that amount on the applet
     */
    public record Cell(
            String amount,
            Witnesses.Witness witness,
            boolean confirmedOnCard,
            @JsonIgnore OptionalLong minor) {
        private Cell confirmedBy(Set<String> passed) {
            return new Cell(amount, witness, passed.contains(witness.id()), minor);
        }
    }

    /** Finds the most that each can spend, and adds the ways to it to the witnesses. */
    public Exposures(RiskProfile profile, Explorer explorer, Witnesses witnesses) {
        this.profile = profile;
        states = explorer.honestStates();
        for (boolean online : new boolean[] {false, true}) {
            Map<String, Cell> row = new LinkedHashMap<>();
            for (boolean pin : new boolean[] {false, true}) {
                Exposure exposure = explorer.exposure(new Thief(online, pin));
                row.put(pin ? "pinSeen" : "noCvm", cell(exposure, witnesses.add(title(online, pin), exposure)));
            }
            cells.put(online ? "mixed" : "offline", row);
        }
    }

    private static String title(boolean online, boolean pin) {
        return "a thief who " + (pin ? "has seen the PIN" : "does not know the PIN") + " and goes "
                + (online ? "anywhere" : "where nobody can be asked");
    }

    private Cell cell(Exposure exposure, Witnesses.Witness witness) {
        String amount = exposure.unbounded()
                ? UNBOUNDED
                : profile.money(exposure.amount().orElse(0));
        return new Cell(amount, witness, false, exposure.amount());
    }

    /** From so many states that honest use can bring the device into. */
    public int states() {
        return states;
    }

    /** By {@code offline} and {@code mixed}, then by {@code noCvm} and {@code pinSeen}. */
    public Map<String, Map<String, Cell>> cells() {
        return cells;
    }

    /**
     * One of them.
     *
     * @throws IllegalArgumentException when there is none by these names
     */
    public Cell cell(String where, String who) {
        Cell cell = cells.getOrDefault(where, Map.of()).get(who);
        if (cell == null) {
            throw new IllegalArgumentException("there is no exposure " + where + "." + who);
        }
        return cell;
    }

    /** These witnesses came to their amounts on the applet. */
    public void confirm(Set<String> passed) {
        cells.values().forEach(row -> row.replaceAll((who, cell) -> cell.confirmedBy(passed)));
    }

    /** The ids of those that did not. */
    public List<String> unconfirmed() {
        return cells.values().stream()
                .flatMap(row -> row.values().stream())
                .filter(cell -> !cell.confirmedOnCard())
                .map(cell -> cell.witness().id())
                .toList();
    }

    /** Where somebody who does not know the PIN can spend more than this; empty where nobody can. */
    public String beyond(OptionalLong limit) {
        if (limit.isEmpty()) {
            return "";
        }
        for (String where : cells.keySet()) {
            Cell cell = cell(where, "noCvm");
            if (cell.minor().orElse(Long.MAX_VALUE) > limit.getAsLong()) {
                return "a thief without the PIN can spend " + cell.amount() + " (" + where + "), and at most "
                        + profile.money(limit.getAsLong()) + " is allowed";
            }
        }
        return "";
    }
}
