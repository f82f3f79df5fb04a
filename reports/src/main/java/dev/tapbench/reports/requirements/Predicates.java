package dev.tapbench.reports.requirements;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All predicates there are, by requirement. */
public final class Predicates {
    private static final Map<String, Predicate> ALL = byRequirement();

    private Predicates() {}

    /** P-01 to P-13, L-01 to L-14, R-01 to R-11, T-01 to T-09, C-01 to C-05. */
    public static Map<String, Predicate> all() {
        return ALL;
    }

    private static Map<String, Predicate> byRequirement() {
        Map<String, Predicate> all = new TreeMap<>();
        Stream.of(
                        PersonalizationParties.all(),
                        PersonalizationRequested.all(),
                        PersonalizationLoaded.all(),
                        LoadBeginning.all(),
                        LoadRequest.all(),
                        LoadAuthentication.all(),
                        LoadAcceptance.all(),
                        LoadBounds.all(),
                        PhoneMemory.all(),
                        PhoneSettings.all(),
                        PhonePrompt.all(),
                        PhoneVerification.all(),
                        Payment.all(),
                        IssuerCommands.all(),
                        ContactPin.all(),
                        PaymentAbroad.all(),
                        TerminalKinds.all(),
                        CardResults.all(),
                        CardOrders.all(),
                        CardStatus.all(),
                        CardLifeCycle.all(),
                        AnyCardReading.all())
                .flatMap(List::stream)
                .forEach(p -> all.put(p.requirement(), p));
        return Collections.unmodifiableMap(all);
    }
}
