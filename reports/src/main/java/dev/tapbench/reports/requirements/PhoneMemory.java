package dev.tapbench.reports.requirements;

import static dev.tapbench.reports.requirements.PhonePrompt.phone;

import dev.tapbench.emv.CounterReport;
import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Tags;
import dev.tapbench.ports.trace.ApduExchanged;
import dev.tapbench.ports.trace.PowerLost;
import dev.tapbench.ports.trace.TraceEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/** both pairs are in memory that outlives the power, and their limits are the issuer's. */
final class PhoneMemory {
    private static final int SECURE_MESSAGING = 0x0C;
    private static final int DISARM = 0xDF25;

    private static final Pair FIRST =
            new Pair("first", PhoneMemory::spent, CounterReport::firstCount, CounterReport::firstAmount);
    private static final Pair SECOND =
            new Pair("second", PhoneUse::counted, CounterReport::secondCount, CounterReport::secondAmount);

    private PhoneMemory() {}

    static List<Predicate> all() {
        return List.of(
                FIRST.predicate("R-01"),
                SECOND.predicate("R-02"),
                new StoryPredicate<>(
                        "R-03",
                        "payment",
                        PhoneMemory::several,
                        PhoneMemory::differenceMissing,
                        PhoneMemory::changeUnattempted,
                        PhoneMemory::limitsChanged));
    }

    /**
     * One pair of counter and accumulator.
     *
     * @param paid the payments that it has counted before a place
     */
    private record Pair(
            String name,
            BiFunction<PhoneUse, Integer, List<Exchange>> paid,
            ToIntFunction<CounterReport> count,
            ToLongFunction<CounterReport> amount) {
        Predicate predicate(String requirement) {
            return phone(requirement, this::memoryMissing, PhoneMemory::powerCutUnattempted, this::forgotten);
        }

        private boolean holdsWhatWasPaid(PhoneUse use, Exchange read) {
            List<Exchange> payments = paid.apply(use, read.index());
            CounterReport counters = read.counters().orElseThrow();
            return count.applyAsInt(counters) == payments.size()
                    && amount.applyAsLong(counters)
                            == payments.stream().mapToLong(Exchange::amount).sum();
        }

        private String memoryMissing(PhoneUse use) {
            Optional<Integer> cut = powerCut(use);
            if (cut.isEmpty()) {
                return "the phone did not lose its power after it had paid";
            }
            return use.span()
                            .after(cut.get())
                            .exchange(e -> e.counters().isPresent())
                            .isPresent()
                    ? ""
                    : "nobody read the counters after the phone had lost its power";
        }

        private String forgotten(PhoneUse use) {
            int cut = powerCut(use).orElse(use.span().to());
            for (Exchange read :
                    use.span().after(cut).exchanges(e -> e.counters().isPresent())) {
                if (!holdsWhatWasPaid(use, read)) {
                    return "the " + name + " pair is not what it was before the phone had lost its power";
                }
            }
            return "";
        }
    }

    /** Certificates given offline: the issuer's financial risk. No verification takes them back. */
    private static List<Exchange> spent(PhoneUse use, int place) {
        return use.span().before(place).exchanges(e -> e.payment() && e.gave(CryptogramType.TC));
    }

    /** The first time that the power went after something had been paid. */
    private static Optional<Integer> powerCut(PhoneUse use) {
        return use.span().of(PowerLost.class, e -> true).stream()
                .map(At::index)
                .filter(place -> !spent(use, place).isEmpty())
                .findFirst();
    }

    private static String powerCutUnattempted(PhoneUse use) {
        return powerCut(use).isPresent() ? "" : "nobody took the phone's power away after it had paid";
    }

    /** The whole trace as one story, where anything was paid: it may have several phones. */
    private static List<Span> several(List<TraceEvent> events) {
        Span all = new Span(events, 0, events.size());
        return all.exchange(Exchange::payment).isPresent() ? List.of(all) : List.of();
    }

    /**
     * How a phone's limits and what it did fit together.
     *
     * @param limits as the phone itself reports them
     * @param before payments counted before it asked for its holder
     */
    private record Behaviour(String limits, int before) {}

    private static String differenceMissing(Span trace) {
        Set<String> limits = new HashSet<>();
        Set<Integer> trips = new HashSet<>();
        for (String card : cards(trace)) {
            PhoneUse use = new PhoneUse(
                    new Span(only(trace, card), 0, only(trace, card).size()));
            Optional<Behaviour> behaviour = behaviour(use);
            if (behaviour.isPresent()) {
                limits.add(behaviour.get().limits());
                trips.add(behaviour.get().before());
            }
        }
        return limits.size() > 1 && trips.size() > 1
                ? ""
                : "there are no two phones with different limits that each asked where its own limits say";
    }

    private static List<String> cards(Span trace) {
        return trace.exchanges(Exchange::payment).stream()
                .map(e -> e.apdu().card())
                .distinct()
                .toList();
    }

    /** The trace without the exchanges of other cards. */
    private static List<TraceEvent> only(Span trace, String card) {
        List<TraceEvent> events = new ArrayList<>();
        for (TraceEvent event : trace.all()) {
            if (!(event instanceof ApduExchanged apdu) || apdu.card().equals(card)) {
                events.add(event);
            }
        }
        return events;
    }

    /** Absent where the phone did not ask, or asked too early or too late by its own limits. */
    private static Optional<Behaviour> behaviour(PhoneUse use) {
        Optional<Exchange> asked = use.asking().stream().findFirst();
        Optional<CounterReport> report =
                use.span().exchange(e -> e.counters().isPresent()).flatMap(Exchange::counters);
        if (asked.isEmpty() || report.isEmpty()) {
            return Optional.empty();
        }
        int count = 0;
        long amount = 0;
        for (Exchange paid : use.counted(asked.get().index())) {
            if (overCount(report.get(), count) && overAmount(report.get(), amount, paid)) {
                return Optional.empty();
            }
            count++;
            amount += paid.amount();
        }
        return overCount(report.get(), count) || overAmount(report.get(), amount, asked.get())
                ? Optional.of(new Behaviour(
                        report.get().secondCountLimit() + " " + report.get().secondAmountLimit(), count))
                : Optional.empty();
    }

    private static boolean overCount(CounterReport report, int count) {
        return count + 1 > report.secondCountLimit();
    }

    private static boolean overAmount(CounterReport report, long amount, Exchange payment) {
        return amount + payment.amount() > report.secondAmountLimit();
    }

    /** Attempts of somebody who is not the issuer to write card risk data: without secure messaging, or after personalization. */
    private static List<Exchange> changes(Span trace) {
        return trace.exchanges(e -> {
            int tag = e.p1p2();
            boolean clear = (e.apdu().command().at(0) & SECURE_MESSAGING) == 0;
            return (e.ins() == Exchange.PUT_DATA && clear && tag != Tags.USER_SETTINGS && tag != DISARM)
                    || (e.ins() == Exchange.STORE_DATA && hadPaid(trace, e));
        });
    }

    private static boolean hadPaid(Span trace, Exchange exchange) {
        return trace.before(exchange.index())
                .exchange(e ->
                        e.payment() && e.apdu().card().equals(exchange.apdu().card()))
                .isPresent();
    }

    private static String changeUnattempted(Span trace) {
        return changes(trace).isEmpty() ? "nobody but the issuer tried to change the limits" : "";
    }

    private static String limitsChanged(Span trace) {
        if (changes(trace).stream().anyMatch(Exchange::ok)) {
            return "the phone let somebody else than the issuer change its risk data";
        }
        for (String card : cards(trace)) {
            List<String> limits =
                    trace
                            .exchanges(e ->
                                    e.apdu().card().equals(card) && e.counters().isPresent())
                            .stream()
                            .map(e -> e.counters().orElseThrow())
                            .map(c -> c.secondCountLimit() + " " + c.secondAmountLimit())
                            .distinct()
                            .toList();
            if (limits.size() > 1) {
                return "the limits of a phone changed without its issuer";
            }
        }
        return "";
    }
}
