package dev.tapbench.cli;

import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.exploration.Explorer;
import dev.tapbench.risk.exploration.Exposure;
import dev.tapbench.risk.exploration.Move;
import dev.tapbench.risk.exploration.Thief;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What thieves can spend with one device, by where they go and what they know. */
final class ExposureRows {
    private static final String UNBOUNDED = "unbounded";

    private final RiskProfile profile;
    private final Explorer explorer;
    private final Map<String, Map<String, Exposure>> exposures = new LinkedHashMap<>();

    ExposureRows(RiskProfile profile, Explorer explorer) {
        this.profile = profile;
        this.explorer = explorer;
        for (boolean online : new boolean[] {false, true}) {
            Map<String, Exposure> where = new LinkedHashMap<>();
            where.put("noCvm", explorer.exposure(new Thief(online, false)));
            where.put("pinSeen", explorer.exposure(new Thief(online, true)));
            exposures.put(online ? "mixed" : "offline", where);
        }
    }

    int states() {
        return explorer.honestStates();
    }

    /**
     * One cell of {@code tapbench.validate/1}.
     *
     * @param amount with its currency, or {@code unbounded}
     * @param before what the owner does first
     * @param witness what the thief does
     * @param loop how many of the witness's last moves can be done again and again; 0 where there is an end
     */
    record Cell(String amount, List<String> before, List<String> witness, int loop) {}

    /** By {@code offline} and {@code mixed}, then by {@code noCvm} and {@code pinSeen}. */
    Map<String, Map<String, Cell>> cells() {
        Map<String, Map<String, Cell>> cells = new LinkedHashMap<>();
        exposures.forEach((where, row) -> {
            Map<String, Cell> of = new LinkedHashMap<>();
            row.forEach((who, exposure) -> of.put(who, cell(exposure)));
            cells.put(where, of);
        });
        return cells;
    }

    private Cell cell(Exposure exposure) {
        return new Cell(
                exposure.unbounded()
                        ? UNBOUNDED
                        : profile.money(exposure.amount().orElse(0)),
                exposure.before().stream().map(this::words).toList(),
                exposure.theft().stream().map(this::words).toList(),
                exposure.loop());
    }

    private String words(Move move) {
        if (move instanceof Move.Pay pay) {
            return "pay " + profile.money(pay.amount())
                    + (pay.contactless() ? "" : " in the slot")
                    + (pay.online() ? " where the issuer can be asked" : " where nobody can be asked");
        }
        if (move instanceof Move.Load load) {
            return "load " + profile.money(load.amount());
        }
        return move instanceof Move.Passcode ? "enter the passcode" : "enter the PIN in the slot";
    }

    /** Where somebody who does not know the PIN can spend more than this; empty where nobody can. */
    String beyond(OptionalLong limit) {
        if (limit.isEmpty()) {
            return "";
        }
        for (Map.Entry<String, Map<String, Exposure>> where : exposures.entrySet()) {
            Exposure exposure = where.getValue().get("noCvm");
            if (exposure == null) {
                continue;
            }
            if (exposure.unbounded() || exposure.amount().getAsLong() > limit.getAsLong()) {
                return "a thief without the PIN can spend " + cell(exposure).amount() + " (" + where.getKey()
                        + "), and at most " + profile.money(limit.getAsLong()) + " is allowed";
            }
        }
        return "";
    }
}
