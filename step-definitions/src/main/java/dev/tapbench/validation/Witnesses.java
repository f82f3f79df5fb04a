package dev.tapbench.validation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tapbench.profiles.RiskProfileFile;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.exploration.Explorer;
import dev.tapbench.risk.exploration.Exposure;
import dev.tapbench.risk.exploration.Move;
import dev.tapbench.risk.exploration.MoveWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The shortest ways to the most that thieves can spend, as scenarios in a folder of their own with the risk profile beside them.
 * {@code certify --features} runs them again, on whichever bench.
 */
public final class Witnesses {
    private static final String FEATURE = "exposure.feature";
    private static final String PROFILE = "risk.yaml";
    /** How often a loop is gone through, which is more than once and soon over. */
    private static final int ROUNDS = 3;

    private final Path folder;
    private final String shown;
    private final String form;
    private final RiskProfile profile;
    private final Explorer explorer;
    private final List<Witness> all = new ArrayList<>();

    /**
     * One scenario of the folder.
     *
     * @param id by which {@code certify --only} runs it
     * @param features the folder
     * @param before what the owner does first
     * @param theft what the thief does, in order
     * @param loop how many of these at the end can be done again and again; 0 where there is an end
     * @param spends what the thief has spent at the end of the scenario, with its currency; a loop is gone through three times
     */
    public record Witness(
            String id,
            String features,
            List<String> before,
            List<String> theft,
            int loop,
            String spends,
            @JsonIgnore String shown,
            @JsonIgnore String title,
            @JsonIgnore List<String> played) {}

    /**
     * @param directory the current one, from which people would name the folder
     * @param form card, fob or phone
     */
    public Witnesses(Path folder, Path directory, String form, RiskProfile profile, Explorer explorer) {
        this.folder = folder;
        shown = (folder.startsWith(directory) ? directory.relativize(folder) : folder)
                .toString()
                .replace('\\', '/');
        this.form = form;
        this.profile = profile;
        this.explorer = explorer;
    }

    /** One more scenario. */
    public Witness add(String title, Exposure exposure) {
        List<Move> played = new ArrayList<>(exposure.theft());
        List<Move> loop = played.subList(played.size() - exposure.loop(), played.size());
        played.addAll(Collections.nCopies(exposure.loop() > 0 ? ROUNDS - 1 : 0, List.copyOf(loop)).stream()
                .flatMap(List::stream)
                .toList());
        long spends = explorer.spent(exposure.before(), played);
        if (played.isEmpty()) {
            // Where nothing can be spent, the least there is has to be declined.
            played.add(new Move.Pay(1, true, Move.Issuer.NEVER));
        }
        Witness witness = new Witness(
                String.format("TC-W-%03d", all.size() + 1),
                folder.toString(),
                words(exposure.before()),
                words(exposure.theft()),
                exposure.loop(),
                profile.money(spends),
                shown,
                title,
                words(played));
        all.add(witness);
        return witness;
    }

    private List<String> words(List<Move> moves) {
        return moves.stream().map(move -> MoveWords.of(move, profile)).toList();
    }

    /**
     * Writes the folder, whose feature and profile of an earlier time are gone then.
     *
     * @param source the profile's file
     */
    public void write(Path source) {
        try {
            Files.createDirectories(folder);
            RiskProfileFile.copy(source, folder.resolve(PROFILE));
            Files.writeString(folder.resolve(FEATURE), feature());
        } catch (IOException e) {
            throw new UncheckedIOException("the witnesses cannot be written to " + folder, e);
        }
    }

    private String feature() {
        StringBuilder text = new StringBuilder();
        text.append("# Written by 'tapbench validate', which writes it anew each time. The profile it is about is ")
                .append(PROFILE)
                .append(" beside it.\nFeature: The most that a thief can spend under the risk profile ")
                .append(profile.name())
                .append('\n');
        for (Witness witness : all) {
            text.append("\n  @").append(witness.id()).append(" @shows\n  Scenario: ");
            text.append(witness.title())
                    .append(" spends ")
                    .append(witness.spends())
                    .append('\n');
            text.append("    Given a new ").append(form);
            text.append(" under this folder's risk profile, whose issuer refuses nothing\n");
            if (!witness.before().isEmpty()) {
                table(text, "And its owner did this:", witness.before());
            }
            table(text, "When a thief does this:", witness.played());
            text.append("    Then the thief has spent ")
                    .append(witness.spends())
                    .append('\n');
        }
        return text.toString();
    }

    private static void table(StringBuilder text, String step, List<String> rows) {
        int width = rows.stream().mapToInt(String::length).max().orElse(0);
        text.append("    ").append(step).append('\n');
        rows.forEach(row -> text.append(String.format("      | %-" + Math.max(width, 1) + "s |%n", row)));
    }
}
