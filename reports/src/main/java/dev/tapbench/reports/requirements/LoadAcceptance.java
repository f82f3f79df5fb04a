package dev.tapbench.reports.requirements;

import static dev.tapbench.reports.requirements.LoadRequest.load;

import dev.tapbench.emv.Iad;
import dev.tapbench.emv.LoadReceipt;
import dev.tapbench.emv.Tags;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import java.util.List;
import java.util.Optional;

/** L-12 to L-14: the PIN reaches the card enciphered, the card verifies it, and only then value is on the card, once. */
final class LoadAcceptance {
    private static final int ENCIPHERED = 0x88;

    private LoadAcceptance() {}

    static List<Predicate> all() {
        return List.of(
                load(
                        "L-12",
                        LoadAcceptance::enciphermentMissing,
                        LoadAcceptance::clearPinUnattempted,
                        LoadAcceptance::clearPinTaken),
                load(
                        "L-13",
                        LoadAcceptance::verificationMissing,
                        LoadAcceptance::wrongPinUnattempted,
                        LoadAcceptance::acceptedUnverified),
                load(
                        "L-14",
                        LoadAcceptance::valueMissing,
                        LoadAcceptance::unfinishedUnattempted,
                        LoadAcceptance::booksDisagree));
    }

    private static String enciphermentMissing(Load load) {
        List<Exchange> verifies = load.verifies();
        if (verifies.isEmpty()) {
            return "no PIN went to the card";
        }
        Optional<Integer> keyLength = load.span()
                .exchange(e -> e.tag(Tags.SDAD).isPresent() && (e.firstOfLoad() || e.secondOfLoad()))
                .flatMap(e -> e.tag(Tags.SDAD))
                .map(Bytes::length);
        if (keyLength.isEmpty()) {
            return "the card signed nothing, so the length of its key is unknown";
        }
        for (Exchange verify : verifies) {
            if (verify.p2() != ENCIPHERED) {
                return "a PIN went to the card in clear";
            }
            if (verify.data().length() != keyLength.get()) {
                return "the PIN's data has " + verify.data().length() + " bytes, the card's key " + keyLength.get();
            }
            boolean challenged = Span.last(load.span().before(verify.index()).exchanges(e -> e.sameTap(verify)))
                    .filter(e -> e.ins() == Exchange.GET_CHALLENGE && e.ok())
                    .isPresent();
            if (!challenged) {
                return "the PIN was not enciphered under a challenge asked for immediately before";
            }
        }
        return "";
    }

    private static String clearPinUnattempted(Load load) {
        return load.verifies().stream().anyMatch(v -> v.p2() != ENCIPHERED)
                ? ""
                : "no PIN was offered to the card in clear";
    }

    private static String clearPinTaken(Load load) {
        if (load.verifies().stream().anyMatch(v -> v.p2() != ENCIPHERED && v.ok())) {
            return "the card took a PIN in clear";
        }
        return load.span()
                        .of(MessagePassed.class, m -> m.fields().containsKey("DE52"))
                        .isEmpty()
                ? ""
                : "a host message carries a PIN block (DE52)";
    }

    private static Optional<Exchange> verified(Load load) {
        return load.verifies().stream()
                .filter(v -> v.p2() == ENCIPHERED && v.ok())
                .findFirst();
    }

    private static String verificationMissing(Load load) {
        return verified(load).isPresent() ? "" : "the card did not find the PIN right";
    }

    private static String wrongPinUnattempted(Load load) {
        boolean wrong =
                load.verifies().stream().anyMatch(v -> v.statusWord() >> 4 == 0x63C || v.statusWord() == 0x6983);
        return wrong || checkCutShort(load)
                ? ""
                : "the card was given no wrong PIN, and no check of a PIN was cut short";
    }

    /** A PIN was entered and a challenge asked for, and that tap then ended without an answer to the PIN. */
    private static boolean checkCutShort(Load load) {
        return load.pin().isPresent()
                && load.span().exchanges(e -> e.ins() == Exchange.GET_CHALLENGE && e.ok()).stream()
                        .anyMatch(challenge -> load.span()
                                .after(challenge.index())
                                .exchanges(e -> e.sameTap(challenge))
                                .isEmpty());
    }

    private static String acceptedUnverified(Load load) {
        int verified = verified(load).map(Exchange::index).orElse(Integer.MAX_VALUE);
        if (load.acceptedReceipt().filter(r -> r.index() < verified).isPresent()) {
            return "the card accepted the load without having verified a PIN";
        }
        return load.bookings().stream().anyMatch(b -> b.index() < verified)
                ? "the issuer booked the load although the card had verified no PIN"
                : "";
    }

    private static String valueMissing(Load load) {
        Optional<Exchange> first = load.first();
        Optional<At<LoadReceipt>> accepted = load.acceptedReceipt();
        if (first.isEmpty() || accepted.isEmpty()) {
            return "the card gave no receipt that it accepted the load of its tap 1";
        }
        String difference = difference(first.get(), accepted.get().event());
        if (!difference.isEmpty()) {
            return difference;
        }
        if (verified(load).filter(v -> v.index() < accepted.get().index()).isEmpty()) {
            return "the card accepted the load without having verified a PIN";
        }
        Optional<At<MessagePassed>> completion = load.span()
                .after(accepted.get().index())
                .message(MessageType.COMPLETION_ADVICE, Party.TERMINAL, Party.ISSUER);
        boolean carried = completion
                .flatMap(c -> Load.chipData(c.event()))
                .flatMap(d -> Exchange.find(d, Tags.LOAD_RECEIPT))
                .flatMap(Exchange::receipt)
                .filter(r -> r.equals(accepted.get().event()))
                .isPresent();
        if (!carried) {
            return "the issuer received no completion with the card's receipt";
        }
        return load.bookings().stream()
                        .anyMatch(b -> b.index() > completion.get().index())
                ? ""
                : "the issuer did not book the load after the completion";
    }

    /** The receipt against tap 1: its amount, the next load number, and the funds up by the amount, once. */
    private static String difference(Exchange first, LoadReceipt receipt) {
        Optional<Iad> before = first.iad();
        if (before.isEmpty()) {
            return "the card's IAD of tap 1 cannot be read, so its funds before are unknown";
        }
        if (receipt.amount() != first.amount()) {
            return "the receipt is over another amount than tap 1";
        }
        if (receipt.loadNumber() != before.get().loadNumber() + 1) {
            return "the receipt's load number is " + receipt.loadNumber() + ", after "
                    + before.get().loadNumber();
        }
        return receipt.fundsAfter() == before.get().funds() + receipt.amount()
                ? ""
                : "the funds did not rise by the amount, once: " + before.get().funds() + " before, "
                        + receipt.fundsAfter() + " after a load of " + receipt.amount();
    }

    private static String unfinishedUnattempted(Load load) {
        boolean refused = load.verifies().stream().anyMatch(v -> !v.ok());
        boolean unbooked =
                load.span().decided(Party.ISSUER, Decision.LOAD_BOOKED, false).isPresent();
        List<Bytes> completions = load.span().messages(MessageType.COMPLETION_ADVICE).stream()
                .flatMap(completion -> Load.chipData(completion.event()).stream())
                .toList();
        boolean repeated = completions.stream().distinct().count() < completions.size();
        boolean usedBetween = load.first()
                .map(f -> load.span().after(f.index()))
                .flatMap(after -> after.exchange(Exchange::payment))
                .isPresent();
        return refused || unbooked || repeated || usedBetween
                ? ""
                : "nobody tried to finish the load without what it takes";
    }

    private static String booksDisagree(Load load) {
        if (load.bookings().size() > 1) {
            return "the issuer booked one load " + load.bookings().size() + " times";
        }
        Optional<At<LoadReceipt>> accepted = load.acceptedReceipt();
        if (accepted.isEmpty() && !load.bookings().isEmpty()) {
            return "the issuer booked a load that the card's receipt does not show";
        }
        Optional<Exchange> first = load.first();
        if (first.isEmpty() || first.get().iad().isEmpty()) {
            return "";
        }
        if (accepted.isPresent()) {
            String difference = difference(first.get(), accepted.get().event());
            if (!difference.isEmpty()) {
                return difference;
            }
        }
        return fundsDisagree(load, first.get(), accepted);
    }

    /** Funds read over a link: those before tap 1, or with the load once it is accepted. Payments in between would move them. */
    private static String fundsDisagree(Load load, Exchange first, Optional<At<LoadReceipt>> accepted) {
        if (load.span().exchange(Exchange::payment).isPresent()) {
            return "";
        }
        int verified = verified(load).map(Exchange::index).orElse(Integer.MAX_VALUE);
        long before = first.iad().orElseThrow().funds();
        long after = accepted.map(a -> a.event().fundsAfter()).orElse(before);
        for (Exchange read :
                load.span().after(first.index()).exchanges(e -> e.funds().isPresent())) {
            long expected = read.index() > verified ? after : before;
            if (read.funds().orElseThrow() != expected) {
                return "the card holds " + read.funds().orElseThrow() + " minor units, and should hold " + expected;
            }
        }
        return "";
    }
}
