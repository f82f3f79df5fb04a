package dev.tapbench.reports.requirements;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.LoadReceipt;
import dev.tapbench.emv.Tags;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Entered;
import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import dev.tapbench.ports.trace.Prompted;
import dev.tapbench.ports.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One three-tap load: from the request at the terminal to the next one.
 *
 * @param earlier what happened before it
 */
record Load(Span span, Span earlier) {
    static List<Load> all(List<TraceEvent> events) {
        List<Load> loads = new ArrayList<>();
        for (Span span : Span.startingAt(
                events,
                e -> e instanceof Decided d
                        && d.by() == Party.TERMINAL
                        && d.decision() == Decision.LOAD_REQUESTED
                        && d.positive())) {
            loads.add(new Load(span, new Span(events, 0, span.from())));
        }
        return loads;
    }

    /** The card's answer to tap 1. */
    Optional<Exchange> first() {
        return span.exchange(e -> e.firstOfLoad() && e.gave(CryptogramType.ARQC));
    }

    List<Exchange> seconds() {
        return span.exchanges(Exchange::secondOfLoad);
    }

    /** The card's certificate of tap 2. */
    Optional<Exchange> certificate() {
        return span.exchange(e -> e.secondOfLoad() && e.gave(CryptogramType.TC));
    }

    List<Exchange> verifies() {
        return span.exchanges(e -> e.ins() == Exchange.VERIFY && e.contactless());
    }

    Optional<At<MessagePassed>> request() {
        return first().flatMap(f ->
                span.after(f.index()).message(MessageType.AUTHORIZATION_REQUEST, Party.TERMINAL, Party.ISSUER));
    }

    /** The approving answer of the issuer whose MAC the terminal found right: the place of that finding, and the answer. */
    Optional<At<MessagePassed>> approval() {
        for (At<Decided> decided : span.decided(Party.TERMINAL, Decision.RESPONSE_MAC_VALID)) {
            Optional<At<MessagePassed>> answer = Span.last(answers(span.before(decided.index())));
            if (decided.event().positive()
                    && answer.filter(a -> approves(a.event())).isPresent()) {
                return answer.map(a -> new At<>(decided.index(), a.event()));
            }
        }
        return Optional.empty();
    }

    private static List<At<MessagePassed>> answers(Span part) {
        return part.of(
                MessagePassed.class,
                m -> m.type() == MessageType.AUTHORIZATION_RESPONSE
                        && m.from() == Party.ISSUER
                        && m.to() == Party.TERMINAL);
    }

    List<At<MessagePassed>> answers() {
        return answers(span);
    }

    private static boolean approves(MessagePassed answer) {
        return "00".equals(answer.fields().get("DE39"))
                && authentication(answer).isPresent();
    }

    /** Tag 91 of DE55. */
    static Optional<Bytes> authentication(MessagePassed answer) {
        return chipData(answer).flatMap(d -> Exchange.find(d, Tags.ISSUER_AUTHENTICATION_DATA));
    }

    static Optional<Bytes> chipData(MessagePassed message) {
        String hex = message.fields().getOrDefault("DE55", "");
        return hex.matches("([0-9A-Fa-f]{2})+") ? Optional.of(Bytes.hex(hex)) : Optional.empty();
    }

    /** Whether this issuer authentication data was received for this load, and for no earlier one. */
    boolean own(Bytes authentication) {
        return answers().stream()
                        .anyMatch(a ->
                                approves(a.event()) && authentication(a.event()).equals(Optional.of(authentication)))
                && answers(earlier).stream()
                        .noneMatch(a -> authentication(a.event()).equals(Optional.of(authentication)));
    }

    Optional<At<Entered>> pin() {
        return span.entry(Entered.Entry.PIN);
    }

    /** The second prompt and its later likes: the next tap of the same load. */
    List<At<Prompted>> promptsForNextTap() {
        return span.prompts(Prompt.PRESENT_CARD_AGAIN);
    }

    /** Receipts of this load that the card gave: of its own ATC. */
    List<At<LoadReceipt>> receipts() {
        Optional<Long> atc = first().flatMap(f -> f.tag(Tags.ATC)).map(Bytes::toNumber);
        List<At<LoadReceipt>> receipts = new ArrayList<>();
        for (Exchange read : span.exchanges(e -> e.receipt().isPresent())) {
            LoadReceipt receipt = read.receipt().orElseThrow();
            if (atc.isPresent() && atc.get() == receipt.atc()) {
                receipts.add(new At<>(read.index(), receipt));
            }
        }
        return receipts;
    }

    Optional<At<LoadReceipt>> acceptedReceipt() {
        return receipts().stream().filter(r -> r.event().accepted()).findFirst();
    }

    /** Bookings of this load. What the issuer books before it approves this one is an earlier load, which the ARQC proved. */
    List<At<Decided>> bookings() {
        int approved = span.decided(Party.ISSUER, Decision.LOAD_APPROVED, true)
                .map(At::index)
                .orElse(span.from());
        return span.after(approved).decided(Party.ISSUER, Decision.LOAD_BOOKED).stream()
                .filter(d -> d.event().positive())
                .toList();
    }
}
