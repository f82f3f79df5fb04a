package dev.tapbench.validation;

import dev.tapbench.profiles.FileProblem;
import dev.tapbench.profiles.RiskProfileFile;
import dev.tapbench.risk.RiskProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A validation that was approved: the profile itself and what was found about it, in one JSON file to keep in version control. A
 * later profile may be compared with it, and must not let a thief spend more.
 *
 * @param profile as it was approved
 * @param approved whether it was approved; a profile's own file only stands for itself
 */
public record Baseline(RiskProfile profile, boolean approved) {
    private static final String SCHEMA = "tapbench.risk-baseline/1";
    private static final String ENDING = ".json";

    /**
     * Writes an approved validation.
     *
     * @param source the profile's file
     */
    public static void write(Path to, Path source, Assessment assessment) {
        try {
            Path whole = Files.createTempFile("risk", ".yaml");
            try {
                RiskProfileFile.copy(source, whole);
                Map<String, Object> document = new LinkedHashMap<>();
                document.put("schema", SCHEMA);
                document.put("profile", Files.readString(whole));
                document.put("found", assessment.document());
                Files.writeString(
                        to,
                        JsonMapper.builder()
                                .enable(SerializationFeature.INDENT_OUTPUT)
                                .build()
                                .writeValueAsString(document));
            } finally {
                Files.delete(whole);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the approved validation cannot be written to " + to, e);
        }
    }

    /**
     * Reads an approved validation (a file that ends in .json), or a profile.
     *
     * @throws FileProblem when the file is missing or wrong
     * @throws IllegalArgumentException when a JSON file is no approved validation
     */
    public static Baseline read(Path file) {
        if (!file.toString().endsWith(ENDING) || !Files.isRegularFile(file)) {
            return new Baseline(RiskProfileFile.read(file), false);
        }
        try {
            JsonNode document = JsonMapper.shared().readTree(Files.readString(file));
            if (!document.path("schema").asString("").equals(SCHEMA)) {
                throw new IllegalArgumentException(
                        file + ": key 'schema' is '" + document.path("schema").asString("missing") + "': expected "
                                + SCHEMA + ", as 'tapbench validate --approve FILE' writes it");
            }
            Path whole = Files.createTempFile("risk", ".yaml");
            try {
                Files.writeString(whole, document.path("profile").asString(""));
                return new Baseline(RiskProfileFile.read(whole), true);
            } finally {
                Files.delete(whole);
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    file + " is no JSON (" + e.getOriginalMessage() + "): expected what 'tapbench validate --approve"
                            + " FILE' writes",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
