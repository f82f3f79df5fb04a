package dev.tapbench.validation;

import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.exploration.Explorer;
import dev.tapbench.risk.lives.HonestLives;
import dev.tapbench.risk.validation.RiskFinding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * All that was found about a risk profile.
 *
 * @param device card, fob or phone
 * @param findings of the static rules, in their order
 * @param honest absent where no lives were lived
 * @param gates thresholds that do not hold
 * @param against an earlier profile; absent where none was given
 */
public record Assessment(
        RiskProfile profile,
        String device,
        List<RiskFinding> findings,
        Exposures exposures,
        Optional<HonestLives> honest,
        List<String> gates,
        Optional<Comparison> against) {
    public Assessment {
        findings = List.copyOf(findings);
        gates = List.copyOf(gates);
    }

    /** The same, held against thresholds. */
    public Assessment with(List<String> broken) {
        return new Assessment(profile, device, findings, exposures, honest, broken, against);
    }

    /** The same, compared with an earlier profile. */
    public Assessment against(Comparison comparison) {
        return new Assessment(profile, device, findings, exposures, honest, gates, Optional.of(comparison));
    }

    /** Whether a finding says that the profile cannot be used. */
    public boolean hasErrors() {
        return findings.stream().anyMatch(f -> f.severity() == RiskFinding.Severity.ERROR);
    }

    /** The document {@code tapbench.validate/1}. */
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", "tapbench.validate/1");
        document.put("profile", profile.name());
        document.put("device", device);
        document.put("findings", findings.stream().map(Assessment::row).toList());
        document.put("exposure", exposures.cells());
        document.put("states", exposures.states());
        document.put("abstraction", Explorer.ABSTRACTION);
        honest.ifPresent(lives -> document.put("honest", lives));
        document.put("gates", gates);
        against.ifPresent(comparison -> document.put("against", comparison.document()));
        return document;
    }

    private static Map<String, Object> row(RiskFinding finding) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", finding.id());
        row.put("severity", severity(finding));
        row.put("key", finding.key());
        row.put("text", finding.text());
        return row;
    }

    static String severity(RiskFinding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT);
    }
}
