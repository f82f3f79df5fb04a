package dev.tapbench.reports.requirements;

import static dev.tapbench.reports.requirements.LoadRequest.load;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.ports.trace.LinkClosed;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** L-01 to L-03: a request with an amount, a device that is loaded without contacts, and its first tap. */
final class LoadBeginning {
    private LoadBeginning() {}

    static List<Predicate> all() {
        return List.of(
                order(
                        "L-01",
                        LoadBeginning::amountMissing,
                        LoadBeginning::senselessRequestUnattempted,
                        LoadBeginning::amountIgnored),
                load(
                        "L-02",
                        LoadBeginning::threeTapsMissing,
                        LoadBeginning::contactsUnattempted,
                        LoadBeginning::loadedOverContacts),
                order(
                        "L-03",
                        LoadBeginning::firstTapMissing,
                        LoadBeginning::brokenTapUnattempted,
                        LoadBeginning::wentOnWithoutChannel));
    }

    private static Predicate order(
            String requirement,
            Function<LoadOrder, String> missing,
            Function<LoadOrder, String> unattempted,
            Function<LoadOrder, String> violation) {
        return new StoryPredicate<>(requirement, "load", LoadOrder::all, missing, unattempted, violation);
    }

    private static String amountMissing(LoadOrder order) {
        if (order.taken().isEmpty()) {
            return "the terminal took no request for a load";
        }
        if (order.amount() <= 0) {
            return "the terminal does not say how much was asked for";
        }
        return order.first().isPresent() ? "" : "the card was asked for no load";
    }

    private static String senselessRequestUnattempted(LoadOrder order) {
        return order.refused().isPresent() ? "" : "nobody asked for a load that cannot be";
    }

    private static String amountIgnored(LoadOrder order) {
        boolean refused = order.refused().isPresent();
        if (refused && (order.prompt().isPresent() || order.first().isPresent())) {
            return "the terminal asked for the card after it had refused the request";
        }
        Optional<Exchange> first = order.first();
        return first.isPresent() && !refused && first.get().amount() != order.amount()
                ? "the card was asked for a load of " + first.get().amount() + " minor units, the terminal for "
                        + order.amount()
                : "";
    }

    /** The card commands of the three taps: first and second GENERATE AC, and the PIN. */
    private static List<Exchange> threeTaps(Load load) {
        List<Exchange> taps = new ArrayList<>();
        load.first().ifPresent(taps::add);
        load.certificate().ifPresent(taps::add);
        load.verifies().stream().filter(Exchange::ok).findFirst().ifPresent(taps::add);
        return taps;
    }

    private static String threeTapsMissing(Load load) {
        List<Exchange> taps = threeTaps(load);
        if (taps.size() < 3 || load.acceptedReceipt().isEmpty()) {
            return "the device did not accept a load with a request, a certificate and a PIN";
        }
        Exchange first = taps.get(0);
        for (Exchange tap : taps) {
            if (!tap.contactless()) {
                return "the device was not loaded through its antenna alone";
            }
            if (!tap.apdu().card().equals(first.apdu().card())) {
                return "another device came to the reader between the taps";
            }
        }
        boolean apart = taps.stream().map(e -> e.apdu().tap()).distinct().count() == taps.size();
        return apart ? "" : "the load took fewer than three activations of the device";
    }

    private static List<Exchange> overContacts(Load load) {
        return load.span()
                .exchanges(e -> e.ins() == Exchange.VERIFY
                        && !e.contactless()
                        && load.first()
                                .filter(f -> f.apdu().card().equals(e.apdu().card()))
                                .isPresent());
    }

    private static String contactsUnattempted(Load load) {
        return overContacts(load).isEmpty() ? "nobody tried to finish the load over contacts" : "";
    }

    private static String loadedOverContacts(Load load) {
        return !overContacts(load).isEmpty()
                        && load.verifies().isEmpty()
                        && load.acceptedReceipt().isPresent()
                ? "the device accepted a load over its contacts"
                : "";
    }

    private static String firstTapMissing(LoadOrder order) {
        Optional<Exchange> first = order.first().filter(e -> e.gave(CryptogramType.ARQC));
        if (order.prompt().isEmpty()) {
            return "the terminal did not prompt for the card";
        }
        if (first.isEmpty()) {
            return "no card answered at a first tap";
        }
        return order.tapOf(first.get())
                        .filter(t -> t.index() > order.prompt().get().index())
                        .isPresent()
                ? ""
                : "no contactless channel was established after the prompt";
    }

    /** A tap that ended before the card could answer. */
    private static String brokenTapUnattempted(LoadOrder order) {
        int asked = order.first().map(Exchange::index).orElse(order.span().to());
        Span before = order.span().before(asked);
        boolean broken = before.taps().stream()
                .anyMatch(t -> !before.after(t.index())
                        .of(
                                LinkClosed.class,
                                c -> c.tap() == t.event().tap()
                                        && c.reader().equals(t.event().reader()))
                        .isEmpty());
        return broken && order.prompt().isPresent() ? "" : "no first tap broke off before the card had answered";
    }

    private static String wentOnWithoutChannel(LoadOrder order) {
        int answered = order.first()
                .filter(e -> e.gave(CryptogramType.ARQC))
                .map(Exchange::index)
                .orElse(Integer.MAX_VALUE);
        boolean early = order.span().messages(MessageType.AUTHORIZATION_REQUEST).stream()
                .anyMatch(m -> m.event().from() == Party.TERMINAL && m.index() < answered);
        if (early) {
            return "the terminal asked the issuer before a card had answered";
        }
        int prompted = order.prompt().map(At::index).orElse(Integer.MAX_VALUE);
        return order.first().filter(f -> f.index() < prompted).isPresent()
                ? "the card was asked for a load before the terminal had prompted for it"
                : "";
    }
}
