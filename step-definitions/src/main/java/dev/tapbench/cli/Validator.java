package dev.tapbench.cli;

import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.exploration.Explorer;
import dev.tapbench.risk.exploration.TooManyStates;
import dev.tapbench.risk.lives.HonestLives;
import dev.tapbench.risk.lives.LivesJob;
import dev.tapbench.risk.validation.RiskFinding;
import dev.tapbench.risk.validation.StaticFindings;
import dev.tapbench.validation.Assessment;
import dev.tapbench.validation.Exposures;
import dev.tapbench.validation.Witnesses;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds what there is to say about profiles of one kind of device.
 *
 * @param form card, fob or phone
 */
record Validator(Environment environment, String form, LivesOptions lives) {
    boolean phone() {
        return form.equals("phone");
    }

    boolean contacts() {
        return form.equals("card");
    }

    /**
     * Everything about the profile of a file.
     *
     * @param folder that gets the witnesses, which are played on the applet
     * @throws Failure when there are too many states, or model and applet disagree
     */
    Assessment assess(RiskProfile profile, Path file, Path folder) {
        // First, because a wrong option or table shall not be told after a minute of exploring.
        Optional<LivesJob> job = job(profile);
        Explorer explorer = explorer(profile, file.toString());
        Witnesses witnesses = new Witnesses(folder, environment.directory(), form, profile, explorer);
        Exposures exposures = new Exposures(profile, explorer, witnesses);
        witnesses.write(file);
        exposures.confirm(WitnessRun.passed(environment, folder));
        if (!exposures.unconfirmed().isEmpty()) {
            throw Failure.broken("the model says what " + String.join(", ", exposures.unconfirmed()) + " in " + folder
                    + " spends, and the applet says otherwise: please report it with the profile (tapbench certify"
                    + " --features " + folder + " shows more)");
        }
        return assessment(profile, exposures, job);
    }

    /** The same by the model alone, for a profile that others are compared with. */
    Assessment byModel(RiskProfile profile) {
        Explorer explorer = explorer(profile, profile.name());
        return assessment(
                profile,
                new Exposures(
                        profile,
                        explorer,
                        new Witnesses(Path.of(""), environment.directory(), form, profile, explorer)),
                job(profile));
    }

    private Explorer explorer(RiskProfile profile, String where) {
        try {
            return new Explorer(profile, phone(), contacts());
        } catch (TooManyStates e) {
            throw Failure.broken(where + ": " + e.getMessage() + found(profile), e);
        }
    }

    /** What is known without exploring, for somebody who hears nothing else. */
    private static String found(RiskProfile profile) {
        List<RiskFinding> findings = StaticFindings.of(profile);
        StringBuilder text = new StringBuilder(findings.isEmpty() ? "" : "; findings about the numbers:");
        findings.forEach(f -> text.append(' ').append(f.id()).append(' ').append(f.key()));
        return text.toString();
    }

    private Optional<LivesJob> job(RiskProfile profile) {
        return lives.job(environment, profile, phone(), contacts());
    }

    private Assessment assessment(RiskProfile profile, Exposures exposures, Optional<LivesJob> job) {
        Optional<HonestLives> honest = job.map(asked -> lives.lived(environment, asked));
        return new Assessment(
                profile, form, StaticFindings.of(profile), exposures, honest, List.of(), Optional.empty());
    }
}
