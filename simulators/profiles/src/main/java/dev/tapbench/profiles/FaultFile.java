package dev.tapbench.profiles;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One faulty device of the catalogue, as its {@code fault.yaml} describes it. What is changed stands beside it in {@code
 * change.patch}.
 *
 * @param file where it was read
 * @param id the name of its folder, such as {@code F-001}
 * @param party whose sources are changed: {@code card}, {@code phone}, {@code terminal}, {@code host} or {@code
 *     personalization}
 * @param wrong what is wrong, for people
 * @param requirement the requirements that it breaks: a scenario of one of these has to fail
 * @param noticed what a thief gains or a customer notices
 */
public record FaultFile(Path file, String id, String party, String wrong, List<String> requirement, String noticed) {
    private static final Pattern REQUIREMENT = Pattern.compile("[A-Z]+-\\d{2}");
    private static final List<String> PARTIES = List.of("card", "phone", "terminal", "host", "personalization");

    public FaultFile {
        requirement = List.copyOf(requirement);
    }

    private record Raw(
            @Nullable String id,
            @Nullable String party,
            @Nullable String wrong,
            @Nullable List<@Nullable String> requirement,
            @Nullable String noticed) {}

    /**
     * Reads the fault of a folder.
     *
     * @throws FileProblem when the file is missing or wrong
     */
    public static FaultFile read(Path folder) {
        MarkedFile file = MarkedFile.yaml(folder.resolve("fault.yaml"));
        Raw raw = file.as(Raw.class);
        Values values = new Values(file);
        String name = String.valueOf(folder.getFileName());
        String id = values.text("id", raw.id(), "the folder's name, " + name);
        if (!id.equals(name)) {
            throw values.wrong("id", "the folder's name, " + name);
        }
        String known = String.join(" or ", PARTIES);
        String party = values.text("party", raw.party(), known).toLowerCase(Locale.ROOT);
        if (!PARTIES.contains(party)) {
            throw file.problem("party", "is " + file.shown("party"), known, NearestName.of(party, PARTIES));
        }
        return new FaultFile(
                file.path(),
                id,
                party,
                values.text("wrong", raw.wrong(), "a sentence that says what is wrong"),
                requirements(file, values, raw.requirement()),
                values.text("noticed", raw.noticed(), "a sentence that says what a thief gains or a customer notices"));
    }

    private static List<String> requirements(MarkedFile file, Values values, @Nullable List<@Nullable String> raw) {
        String expected = "a requirement that the fault breaks, such as L-08";
        if (raw == null || raw.isEmpty()) {
            throw file.problem("requirement", "is missing", expected, "");
        }
        List<String> requirements = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            String key = raw.size() == 1 ? "requirement" : "requirement." + i;
            String requirement = values.text(key, raw.get(i), expected);
            if (!REQUIREMENT.matcher(requirement).matches()) {
                throw file.problem(key, "is '" + requirement + "'", expected, "");
            }
            requirements.add(requirement);
        }
        return requirements;
    }
}
