package dev.tapbench.reports.requirements;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import dev.tapbench.ports.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** T-01 to T-03: purchases online, refunds, balances. */
final class Payment {
    private static final int PURCHASE = 0x00;
    private static final int REFUND = 0x20;

    private Payment() {}

    static List<Predicate> all() {
        return List.of(
                new StoryPredicate<>(
                        "T-01",
                        "purchase that went online",
                        Payment::onlinePurchases,
                        Payment::certificateMissing,
                        Payment::refusalMissing,
                        Payment::certifiedWithoutApproval),
                new StoryPredicate<>(
                        "T-02",
                        "refund",
                        Payment::refunds,
                        Payment::creditMissing,
                        Payment::refusedCreditMissing,
                        Payment::refundMovedSomething),
                new StoryPredicate<>(
                        "T-03",
                        "balance that was shown",
                        Payment::balances,
                        Payment::questionMissing,
                        span -> "there is nothing to refuse",
                        Payment::balanceWithCryptogram));
    }

    /** From the card's request to its next first cryptogram. */
    static List<Span> onlinePurchases(List<TraceEvent> events) {
        return fromFirstCryptogram(events, PURCHASE).stream()
                .filter(span -> span.exchange(e -> e.payment() && e.gave(CryptogramType.ARQC))
                        .isPresent())
                .toList();
    }

    private static List<Span> refunds(List<TraceEvent> events) {
        return fromFirstCryptogram(events, REFUND);
    }

    private static List<Span> fromFirstCryptogram(List<TraceEvent> events, int type) {
        List<Exchange> firsts = new Span(events, 0, events.size()).exchanges(Exchange::payment);
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < firsts.size(); i++) {
            if (firsts.get(i).type() == type) {
                int end = i + 1 < firsts.size() ? firsts.get(i + 1).index() : events.size();
                spans.add(new Span(events, firsts.get(i).index(), end));
            }
        }
        return spans;
    }

    /** The issuer authentication data of an approval whose MAC the terminal found right. */
    private static Optional<Bytes> approval(Span span) {
        return answer(span)
                .filter(answer -> "00".equals(answer.fields().get("DE39")))
                .flatMap(Load::authentication);
    }

    /** The issuer's answer, if the terminal found its MAC right. */
    static Optional<MessagePassed> answer(Span span) {
        boolean trusted =
                span.decided(Party.TERMINAL, Decision.RESPONSE_MAC_VALID, true).isPresent();
        return span.message(MessageType.AUTHORIZATION_RESPONSE, Party.ISSUER, Party.TERMINAL)
                .map(At::event)
                .filter(answer -> trusted);
    }

    private static Optional<Exchange> certificate(Span span) {
        return span.exchange(e -> e.secondOfPurchase() && e.gave(CryptogramType.TC));
    }

    static String certificateMissing(Span span) {
        if (approval(span).isEmpty()) {
            return "no approval of the issuer reached the terminal";
        }
        return certificate(span).isEmpty() ? "the card gave no certificate over the approval" : "";
    }

    static String refusalMissing(Span span) {
        boolean refused = answer(span)
                .filter(answer -> !"00".equals(answer.fields().get("DE39")))
                .isPresent();
        return refused ? "" : "the issuer refused nothing";
    }

    private static String certifiedWithoutApproval(Span span) {
        Optional<Exchange> certificate = certificate(span);
        boolean answered = answer(span).isPresent();
        return certificate.isPresent()
                        && answered
                        && !approval(span).equals(certificate.map(Exchange::issuerAuthentication))
                ? "the card gave a certificate that the issuer's approval does not cover"
                : "";
    }

    private static Optional<At<Decided>> credit(Span span) {
        return span.decided(Party.ISSUER, Decision.REFUND_BOOKED, true);
    }

    private static String creditMissing(Span span) {
        return credit(span).isEmpty() ? "the issuer booked no refund" : "";
    }

    private static String refusedCreditMissing(Span span) {
        return span.messages(MessageType.COMPLETION_RESPONSE).stream()
                        .anyMatch(m -> !"00".equals(m.event().fields().get("DE39")))
                ? ""
                : "the issuer refused no refund";
    }

    private static String refundMovedSomething(Span span) {
        if (span.exchange(e -> e.payment() && e.paid()).isPresent()) {
            return "the card gave more than an AAC for a refund";
        }
        boolean shown = span.prompt(Prompt.REFUNDED).isPresent();
        return shown && credit(span).isEmpty()
                ? "the terminal said that the money is given back, and the issuer booked nothing"
                : "";
    }

    /** From one display to the one before: what led to a balance. */
    private static List<Span> balances(List<TraceEvent> events) {
        Span whole = new Span(events, 0, events.size());
        return whole.prompts(Prompt.BALANCE).stream()
                .map(shown -> new Span(
                        events,
                        Span.last(whole.before(shown.index()).prompts(Prompt.PRESENT_CARD))
                                .map(At::index)
                                .orElse(0),
                        shown.index()))
                .toList();
    }

    private static String questionMissing(Span span) {
        return span.exchange(e -> e.contactless() && e.funds().isPresent()).isEmpty()
                ? "the card was not asked for what it holds"
                : "";
    }

    private static String balanceWithCryptogram(Span span) {
        return span.exchange(e -> e.ins() == Exchange.GENERATE_AC || e.ins() == Exchange.GET_PROCESSING_OPTIONS)
                        .isPresent()
                ? "a balance was read with a command that moves the card's transaction counter"
                : "";
    }
}
