package dev.tapbench.reports.requirements;

import static dev.tapbench.reports.requirements.LoadRequest.load;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Tags;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import java.util.List;
import java.util.Optional;

/** T-06 and T-07: what a card may be loaded with at all, and how what was approved for it comes back. */
final class LoadBounds {
    private LoadBounds() {}

    static List<Predicate> all() {
        return List.of(
                load("T-06", LoadBounds::loadMissing, LoadBounds::refusalMissing, LoadBounds::wrongLoadTaken),
                load("T-07", LoadBounds::returnMissing, LoadBounds::reversalMissing, LoadBounds::returnedUnproven));
    }

    /** Tap 1 of the load, whatever the card made of it. */
    private static Optional<Exchange> asked(Load load) {
        return load.span().exchange(Exchange::firstOfLoad);
    }

    /** The currency that the card names as its own in its records. */
    private static Optional<Bytes> ownCurrency(Load load) {
        return load.span()
                .exchange(e -> e.tag(Tags.APPLICATION_CURRENCY).isPresent())
                .flatMap(e -> e.tag(Tags.APPLICATION_CURRENCY));
    }

    private static String loadMissing(Load load) {
        if (ownCurrency(load).isEmpty()) {
            return "the card did not say which currency is its own";
        }
        return load.acceptedReceipt().isPresent() ? "" : "the card accepted no load";
    }

    private static String refusalMissing(Load load) {
        return asked(load).filter(e -> e.gave(CryptogramType.AAC)).isPresent()
                ? ""
                : "the card itself refused no load at its first tap";
    }

    private static String wrongLoadTaken(Load load) {
        Optional<Exchange> taken = asked(load).filter(e -> !e.gave(CryptogramType.AAC) && e.ok());
        Optional<Bytes> own = ownCurrency(load);
        return taken.isPresent() && own.isPresent() && !own.equals(taken.map(Exchange::currency))
                ? "the card asked its issuer for a load in another currency than its own"
                : "";
    }

    private static List<At<Decided>> releases(Load load) {
        return load.span().decided(Party.ISSUER, Decision.HOLD_RELEASED).stream()
                .filter(released -> released.event().positive())
                .toList();
    }

    private static String returnMissing(Load load) {
        return releases(load).isEmpty() ? "the issuer gave nothing back" : "";
    }

    private static String reversalMissing(Load load) {
        return load.span().messages(MessageType.REVERSAL_ADVICE).isEmpty() ? "nobody took the load back" : "";
    }

    /** The card's word is a cryptogram or a receipt, found valid, in the message that the issuer works on. */
    private static String returnedUnproven(Load load) {
        for (At<Decided> released : releases(load)) {
            int message = Span.last(
                            load.span().before(released.index()).of(MessagePassed.class, m -> m.to() == Party.ISSUER))
                    .map(At::index)
                    .orElse(-1);
            boolean proven = load.span()
                    .after(message)
                    .before(released.index())
                    .decided(Party.ISSUER, Decision.CRYPTOGRAM_VALID, true)
                    .isPresent();
            if (!proven) {
                return "the issuer gave back what it had approved without a word of the card";
            }
        }
        return "";
    }
}
