package dev.tapbench.reports.requirements;

import static dev.tapbench.reports.requirements.PersonalizationRequested.personalization;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.HsmCalled;
import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** P-11 to P-13: session keys by the HSM, data through the service provider onto the device, and the device's own proof. */
final class PersonalizationLoaded {
    private PersonalizationLoaded() {}

    static List<Predicate> all() {
        return List.of(
                personalization(
                        "P-11",
                        PersonalizationLoaded::sessionMissing,
                        PersonalizationLoaded::strangeDeviceUnattempted,
                        p -> p.sessionKeysRepeat()
                                ? "two sessions of one application were opened under the same session keys"
                                : strangeDeviceLoaded(p)),
                personalization(
                        "P-12",
                        PersonalizationLoaded::loadingMissing,
                        PersonalizationLoaded::cutUnattempted,
                        PersonalizationLoaded::halfLoadedTaken),
                personalization(
                        "P-13",
                        PersonalizationLoaded::proofMissing,
                        PersonalizationLoaded::unprovenUnattempted,
                        PersonalizationLoaded::unprovenBelieved));
    }

    private static String sessionMissing(Personalization p) {
        Optional<At<MessagePassed>> keydata = p.keydataAtTsp();
        if (keydata.isEmpty()) {
            return "the TSP did not receive the device's KEYDATA";
        }
        if (p.stores().isEmpty()) {
            return "no personalization data reached the device";
        }
        Span between = p.span().after(keydata.get().index()).before(p.firstStore());
        boolean derived = !between.of(
                        HsmCalled.class,
                        c -> c.owner().equalsIgnoreCase("tsp") && c.operation().equals("derive"))
                .isEmpty();
        if (!derived) {
            return "the TSP's HSM derived no key between KEYDATA and the first data";
        }
        if (p.span()
                .before(p.firstStore())
                .message(MessageType.PREPARED_DATA, Party.MOTAPS, Party.TSP)
                .isEmpty()) {
            return "the TSP had no data from MOTAPS when it sent the first";
        }
        boolean commanded = p.messages(MessageType.DEVICE_COMMANDS, Party.TSP, Party.SERVICE_PROVIDER).stream()
                .anyMatch(m ->
                        m.index() > keydata.get().index() && !stores(m.event()).isEmpty());
        return commanded ? "" : "the TSP sent no STORE DATA";
    }

    private static List<String> stores(MessagePassed commands) {
        return Personalization.apdus(commands).stream()
                .filter(c -> c.startsWith("E2", 2))
                .toList();
    }

    private static String strangeDeviceUnattempted(Personalization p) {
        return p.span()
                        .decided(Party.TSP, Decision.CARD_CRYPTOGRAM_VALID, false)
                        .isPresent()
                ? ""
                : "no device gave a wrong card cryptogram";
    }

    private static String strangeDeviceLoaded(Personalization p) {
        for (Exchange store : p.stores()) {
            boolean proven = Span.last(
                            p.span().before(store.index()).decided(Party.TSP, Decision.CARD_CRYPTOGRAM_VALID))
                    .filter(d -> d.event().positive())
                    .isPresent();
            if (!proven) {
                return "personalization data went to a device whose card cryptogram the TSP had not found valid";
            }
        }
        return "";
    }

    private static String loadingMissing(Personalization p) {
        if (p.stores().isEmpty()) {
            return "no personalization data reached the device";
        }
        for (Exchange store : p.stores()) {
            String hex = store.apdu().command().toHex();
            if (!came(p, hex, Party.TSP, Party.SERVICE_PROVIDER, store.index())
                    || !came(p, hex, Party.SERVICE_PROVIDER, Party.RPD, store.index())) {
                return "a STORE DATA reached the device that did not come from the TSP through the service provider";
            }
            if (!store.ok()) {
                return "the device refused a STORE DATA";
            }
        }
        return p.lastStore().isPresent() ? "" : "the last STORE DATA did not reach the device";
    }

    private static boolean came(Personalization p, String command, Party from, Party to, int before) {
        return p.messages(MessageType.DEVICE_COMMANDS, from, to).stream()
                .anyMatch(m ->
                        m.index() < before && Personalization.apdus(m.event()).contains(command));
    }

    private static String cutUnattempted(Personalization p) {
        return !p.stores().isEmpty() && p.lastStore().isEmpty()
                ? ""
                : "the loading was not cut between its first and its last data";
    }

    private static String halfLoadedTaken(Personalization p) {
        for (Exchange store : p.stores()) {
            if (!came(p, store.apdu().command().toHex(), Party.SERVICE_PROVIDER, Party.RPD, store.index())) {
                return "a STORE DATA reached the device that did not come through the service provider";
            }
        }
        return p.lastStore().isEmpty() && !ends(p).isEmpty()
                ? "a device was taken for personalized without its last data"
                : "";
    }

    /** The places where somebody took the device for personalized. */
    private static List<Integer> ends(Personalization p) {
        List<Integer> places = new ArrayList<>();
        p.messages(MessageType.PERSONALIZED).forEach(m -> places.add(m.index()));
        positive(p, Party.RPD, Decision.DEVICE_DISPENSED, places);
        positive(p, Party.ISSUER, Decision.ACCOUNT_ISSUED, places);
        return places;
    }

    private static void positive(Personalization p, Party by, Decision decision, List<Integer> places) {
        for (At<Decided> decided : p.span().decided(by, decision)) {
            if (decided.event().positive()) {
                places.add(decided.index());
            }
        }
    }

    private static String proofMissing(Personalization p) {
        Optional<Exchange> last = p.lastStore();
        if (last.isEmpty()) {
            return "the last STORE DATA did not reach the device";
        }
        Optional<Exchange> proof = p.span()
                .after(last.get().index())
                .exchange(e -> e.ins() == Exchange.GENERATE_AC && e.gave(CryptogramType.AAC));
        if (proof.isEmpty()) {
            return "the device made no cryptogram (AAC) after its last data";
        }
        if (!came(
                p,
                proof.get().apdu().command().toHex(),
                Party.TSP,
                Party.SERVICE_PROVIDER,
                proof.get().index())) {
            return "the device's cryptogram is not over what the TSP asked for";
        }
        Optional<At<MessagePassed>> asked =
                p.messages(MessageType.CONFIRMATION_REQUEST, Party.TSP, Party.ISSUER).stream()
                        .filter(m -> m.index() > proof.get().index())
                        .findFirst();
        if (asked.isEmpty()) {
            return "the TSP did not ask the issuer to check the device's cryptogram";
        }
        String number = asked.get().event().fields().get("un");
        if (number != null
                && !number.equalsIgnoreCase(proof.get().unpredictableNumber().toHex())) {
            return "the device's cryptogram is over another unpredictable number than the TSP told the issuer";
        }
        Optional<At<Decided>> confirmed =
                p.span().after(asked.get().index()).decided(Party.ISSUER, Decision.CONFIRMATION_VALID, true);
        if (confirmed.isEmpty()) {
            return "the issuer did not confirm the device's cryptogram";
        }
        for (Party told : new Party[] {Party.RPD, Party.ISSUER, Party.MOTAPS}) {
            if (p.messages(MessageType.PERSONALIZED).stream()
                    .noneMatch(m ->
                            m.index() > confirmed.get().index() && m.event().to() == told)) {
                return told.label() + " was not told that the device is personalized";
            }
        }
        return "";
    }

    private static String unprovenUnattempted(Personalization p) {
        return !p.stores().isEmpty()
                        && p.span()
                                .decided(Party.ISSUER, Decision.CONFIRMATION_VALID, true)
                                .isEmpty()
                ? ""
                : "no device was loaded without a valid proof in the end";
    }

    private static String unprovenBelieved(Personalization p) {
        int confirmed = p.span()
                .decided(Party.ISSUER, Decision.CONFIRMATION_VALID, true)
                .map(At::index)
                .orElse(Integer.MAX_VALUE);
        return ends(p).stream().anyMatch(place -> place < confirmed)
                ? "the device was taken for personalized before the issuer had confirmed its cryptogram"
                : "";
    }
}
