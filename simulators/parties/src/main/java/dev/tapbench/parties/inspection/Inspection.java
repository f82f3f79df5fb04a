package dev.tapbench.parties.inspection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What came of all rules for one card.
 *
 * @param findings the worst first, otherwise in the order of the rules
 * @param run the rules that the card gave something to judge for
 * @param notApplicable the others
 */
public record Inspection(CardImage image, List<Finding> findings, List<Rule> run, List<Rule> notApplicable) {
    public Inspection {
        findings = List.copyOf(findings);
        run = List.copyOf(run);
        notApplicable = List.copyOf(notApplicable);
    }

    /** Judges a card. */
    public static Inspection of(CardImage image, Knowledge knowledge) {
        return of(image, knowledge, Rules.ALL);
    }

    /** Judges a card by some of the rules. */
    public static Inspection of(CardImage image, Knowledge knowledge, List<Rule> rules) {
        Seen card = Seen.of(image, knowledge);
        List<Finding> findings = new ArrayList<>();
        List<Rule> run = new ArrayList<>();
        List<Rule> notApplicable = new ArrayList<>();
        for (Rule rule : rules) {
            Optional<List<Finding>> outcome = rule.check(card);
            outcome.ifPresent(findings::addAll);
            (outcome.isPresent() ? run : notApplicable).add(rule);
        }
        findings.sort(Comparator.comparing(Finding::severity));
        return new Inspection(image, findings, run, notApplicable);
    }

    /** Whether a specification forbids something that the card does. */
    public boolean hasErrors() {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /** The certificates of each application of the image, in its order. */
    public static List<CertificateChain> certificates(CardImage image, Knowledge knowledge) {
        return Seen.of(image, knowledge).applications().stream()
                .map(application -> CertificateChain.of(application, knowledge.caKeys()))
                .toList();
    }
}
