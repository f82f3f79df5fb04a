package dev.tapbench.parties.inspection;

import java.util.List;
import java.util.stream.Stream;

/** All rules, in the order of their identifiers. */
public final class Rules {
    public static final List<Rule> ALL =
            themes().stream().flatMap(theme -> theme.rules().stream()).toList();

    private Rules() {}

    /**
     * Rules about one thing.
     *
     * @param title for people
     */
    public record Theme(String title, List<Rule> rules) {
        public Theme {
            rules = List.copyOf(rules);
        }
    }

    /** The rules by what they are about. */
    public static List<Theme> themes() {
        return Stream.of(
                        new Theme("Directories", DirectoryRules.ALL),
                        new Theme("Selection of an application", FciRules.ALL),
                        new Theme("Processing options: AIP and AFL", OptionsRules.ALL),
                        new Theme("Records", RecordRules.ALL),
                        new Theme("Card number, track 2, holder, country and currency", HolderRules.ALL),
                        new Theme("Dates", DateRules.ALL),
                        new Theme("Data object lists", DolRules.ALL),
                        new Theme("Certificates and keys", CertificateRules.ALL),
                        new Theme("Cardholder verification", CvmRules.ALL),
                        new Theme("Issuer action codes and usage", ActionRules.ALL),
                        new Theme("GET DATA, and the cryptogram", DataRules.ALL),
                        new Theme("Antenna against contacts", MediaRules.ALL),
                        new Theme("Card against profile", ProfileRules.ALL),
                        new Theme("Card against statement", StatementRules.ALL))
                .toList();
    }
}
