package dev.tapbench.reports.requirements;

import static dev.tapbench.reports.requirements.PersonalizationRequested.personalization;

import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.securechannel.KeyData;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.HsmCalled;
import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** P-01 to P-06: the parties that make a card, and who is coupled to whom. */
final class PersonalizationParties {
    /** Records, the card's keys and its PIN: what MOTAPS has to make of an order (the protocol, section 2). */
    private static final List<String> PREPARED_GROUPS = List.of("9102", "8000", "8010");

    private PersonalizationParties() {}

    static List<Predicate> all() {
        return List.of(
                personalization(
                        "P-01",
                        PersonalizationParties::preparationMissing,
                        PersonalizationParties::unorderedDataUnattempted,
                        PersonalizationParties::unorderedDataGiven),
                personalization(
                        "P-02",
                        PersonalizationParties::passingOnMissing,
                        PersonalizationParties::noDataUnattempted,
                        PersonalizationParties::sentWithoutData),
                personalization(
                        "P-03",
                        PersonalizationParties::hsmMissing,
                        PersonalizationParties::unknownKeyUnattempted,
                        PersonalizationParties::loadedWithoutHsm),
                personalization(
                        "P-04",
                        PersonalizationParties::issuerMissing,
                        PersonalizationParties::lostOrderUnattempted,
                        PersonalizationParties::approvedUnprepared),
                personalization(
                        "P-05",
                        PersonalizationParties::couplingMissing,
                        PersonalizationParties::changeUnattempted,
                        PersonalizationParties::changeTaken),
                personalization(
                        "P-06",
                        PersonalizationParties::consumerMissing,
                        PersonalizationParties::silenceUnattempted,
                        PersonalizationParties::dispensedUntold));
    }

    // P-01

    private static Optional<At<MessagePassed>> order(Personalization p) {
        return p.message(MessageType.PREPARATION_ORDER, Party.ISSUER, Party.MOTAPS);
    }

    private static List<At<MessagePassed>> prepared(Personalization p) {
        return p.messages(MessageType.PREPARED_DATA, Party.MOTAPS, Party.TSP);
    }

    private static String preparationMissing(Personalization p) {
        Optional<At<MessagePassed>> order = order(p);
        if (order.isEmpty()) {
            return "MOTAPS received no order from the issuer";
        }
        Optional<At<MessagePassed>> given = prepared(p).stream()
                .filter(m -> m.index() > order.get().index())
                .findFirst();
        if (given.isEmpty()) {
            return "MOTAPS gave out no data after the order";
        }
        Set<String> operations =
                hsm(p.span().after(order.get().index()).before(given.get().index()), Party.MOTAPS).stream()
                        .map(HsmCalled::operation)
                        .collect(Collectors.toSet());
        if (!operations.contains("derive") || !operations.contains("RSA private")) {
            return "MOTAPS' HSM neither derived the card's keys nor signed its certificate: it did " + operations;
        }
        List<String> groups =
                List.of(given.get().event().fields().getOrDefault("groups", "").split(" "));
        return groups.containsAll(PREPARED_GROUPS)
                ? ""
                : "MOTAPS prepared " + groups + ", where at least " + PREPARED_GROUPS + " is needed";
    }

    private static List<HsmCalled> hsm(Span part, Party owner) {
        return part.of(HsmCalled.class, c -> c.owner().equalsIgnoreCase(owner.label())).stream()
                .map(At::event)
                .toList();
    }

    /** Whether at that place MOTAPS had an order for the session that had not ended. */
    private static boolean ordered(Personalization p, int place) {
        boolean begun = order(p).filter(o -> o.index() < place).isPresent();
        return begun
                && p.messages(MessageType.PERSONALIZED, Party.TSP, Party.MOTAPS).stream()
                        .noneMatch(m -> m.index() < place)
                && p.messages(MessageType.PERSONALIZATION_FAILED, Party.TSP, Party.MOTAPS).stream()
                        .noneMatch(m -> m.index() < place);
    }

    private static String unorderedDataUnattempted(Personalization p) {
        return p.messages(MessageType.PREPARED_DATA_REQUEST).stream().anyMatch(m -> !ordered(p, m.index()))
                ? ""
                : "nobody asked MOTAPS for data that no order was open for";
    }

    private static String unorderedDataGiven(Personalization p) {
        return prepared(p).stream().anyMatch(m -> !ordered(p, m.index()))
                ? "MOTAPS gave out data that no order was open for"
                : "";
    }

    // P-02

    private static List<At<MessagePassed>> loadingCommands(Personalization p) {
        return p.messages(MessageType.DEVICE_COMMANDS, Party.TSP, Party.SERVICE_PROVIDER).stream()
                .filter(m -> Personalization.apdus(m.event()).stream().anyMatch(c -> c.startsWith("E2", 2)))
                .toList();
    }

    private static String passingOnMissing(Personalization p) {
        List<At<MessagePassed>> data = prepared(p);
        if (data.isEmpty()) {
            return "the TSP received no data from MOTAPS";
        }
        List<At<MessagePassed>> sent = loadingCommands(p);
        if (sent.stream().noneMatch(m -> m.index() > data.get(0).index())) {
            return "the TSP sent out no data after it had received MOTAPS'";
        }
        return p.messages(MessageType.DEVICE_COMMANDS, Party.TSP, Party.SERVICE_PROVIDER).stream()
                        .anyMatch(m -> Personalization.hasPurpose(m.event(), "probe"))
                ? ""
                : "the TSP sent out no instruction before the data";
    }

    private static String noDataUnattempted(Personalization p) {
        return !p.messages(MessageType.PREPARED_DATA_REQUEST).isEmpty()
                        && prepared(p).isEmpty()
                ? ""
                : "the TSP was not left without the data that it had asked MOTAPS for";
    }

    private static String sentWithoutData(Personalization p) {
        int received = prepared(p).stream().findFirst().map(At::index).orElse(Integer.MAX_VALUE);
        return loadingCommands(p).stream().anyMatch(m -> m.index() < received)
                ? "the TSP sent out personalization data without having received any for this session"
                : "";
    }

    // P-03

    /** Whether the TSP's HSM derived from the key that the device had named, between two places. */
    static boolean derivedFromNamedKey(Personalization p, int until) {
        Optional<At<MessagePassed>> told = p.keydataAtTsp();
        Optional<String> issuer = p.keydata().flatMap(PersonalizationParties::issuerNamed);
        return told.isPresent()
                && issuer.isPresent()
                && hsm(p.span().after(told.get().index()).before(until), Party.TSP).stream()
                        .anyMatch(c -> c.operation().equals("derive")
                                && c.detail().startsWith("from tsp/kmc-" + issuer.get() + ","));
    }

    /** Issuer identification number in the answer to INITIALIZE UPDATE. */
    private static Optional<String> issuerNamed(Exchange initializeUpdate) {
        if (initializeUpdate.apdu().response().length() < KeyData.LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(new KeyData(initializeUpdate.apdu().response().slice(0, KeyData.LENGTH)).issuer());
        } catch (EmvDataException unreadable) {
            return Optional.empty();
        }
    }

    private static String hsmMissing(Personalization p) {
        List<At<MessagePassed>> sent = loadingCommands(p);
        if (sent.isEmpty()) {
            return "the TSP sent out no personalization data";
        }
        int first = sent.get(0).index();
        if (!derivedFromNamedKey(p, first)) {
            return "the TSP's HSM derived nothing from the key that the device names";
        }
        return hsm(p.span().before(sent.get(sent.size() - 1).index()), Party.TSP).stream()
                        .anyMatch(c -> c.operation().equals("translate"))
                ? ""
                : "the TSP's HSM did not encipher MOTAPS' secrets for the device";
    }

    static String unknownKeyUnattempted(Personalization p) {
        return p.keydataAtTsp().isPresent() && !derivedFromNamedKey(p, Integer.MAX_VALUE)
                ? ""
                : "no device named a key that the TSP's HSM does not hold";
    }

    static String loadedWithoutHsm(Personalization p) {
        return loadingCommands(p).stream().anyMatch(m -> !derivedFromNamedKey(p, m.index()))
                ? "personalization data was sent out that the key which the device names does not protect"
                : "";
    }

    // P-04

    private static String issuerMissing(Personalization p) {
        Optional<At<MessagePassed>> asked = p.message(MessageType.DATA_REQUEST, Party.TSP, Party.ISSUER);
        if (asked.isEmpty()) {
            return "the issuer received no request from the TSP";
        }
        Optional<At<MessagePassed>> order =
                order(p).filter(o -> o.index() > asked.get().index());
        if (order.isEmpty()) {
            return "MOTAPS received no order from the issuer after the TSP had asked";
        }
        Optional<At<MessagePassed>> approval = p.message(MessageType.DATA_APPROVAL, Party.ISSUER, Party.TSP)
                .filter(a -> a.index() > order.get().index());
        if (approval.isEmpty()) {
            return "the TSP received no approval from the issuer after the order";
        }
        String account = order.get().event().fields().getOrDefault("account", "");
        return account.equals(approval.get().event().fields().getOrDefault("account", ""))
                ? ""
                : "the issuer ordered for another account than it approved";
    }

    /** The issuer had the PIN enciphered for MOTAPS, which it does for nothing but an order. */
    private static String lostOrderUnattempted(Personalization p) {
        boolean ordering = hsm(p.span(), Party.ISSUER).stream()
                .anyMatch(c -> c.operation().equals("encrypt") && c.key().equals("issuer/tk-motaps"));
        return ordering && order(p).isEmpty() ? "" : "the issuer's order was not kept from MOTAPS";
    }

    private static String approvedUnprepared(Personalization p) {
        int ordered = order(p).map(At::index).orElse(Integer.MAX_VALUE);
        return p.messages(MessageType.DATA_APPROVAL).stream().anyMatch(m -> m.index() < ordered)
                ? "the issuer approved without MOTAPS having its order"
                : "";
    }

    // P-05

    private static String couplingMissing(Personalization p) {
        String down = passedOn(p, MessageType.DEVICE_COMMANDS, Party.TSP, Party.RPD);
        return down.isEmpty() ? passedOn(p, MessageType.DEVICE_RESPONSES, Party.RPD, Party.TSP) : down;
    }

    /** Whether what the service provider got from one side reached the other as it was. */
    private static String passedOn(Personalization p, MessageType type, Party from, Party to) {
        List<At<MessagePassed>> in = p.messages(type, from, Party.SERVICE_PROVIDER);
        List<At<MessagePassed>> out = p.messages(type, Party.SERVICE_PROVIDER, to);
        if (in.isEmpty()) {
            return "the service provider received nothing from " + from.label();
        }
        for (At<MessagePassed> message : in) {
            boolean passed = out.stream()
                    .anyMatch(m -> m.index() > message.index()
                            && m.event().fields().equals(message.event().fields()));
            if (!passed) {
                return "what the service provider received from " + from.label() + " did not reach " + to.label();
            }
        }
        return "";
    }

    private static String changeUnattempted(Personalization p) {
        return passedOn(p, MessageType.DEVICE_COMMANDS, Party.TSP, Party.RPD).isEmpty()
                ? "what the TSP sent through the service provider reached the device as it was"
                : "";
    }

    private static String changeTaken(Personalization p) {
        List<String> sent = p.messages(MessageType.DEVICE_COMMANDS, Party.TSP, Party.SERVICE_PROVIDER).stream()
                .flatMap(m -> Personalization.apdus(m.event()).stream())
                .toList();
        for (Exchange store : p.stores()) {
            if (store.ok() && !sent.contains(store.apdu().command().toHex())) {
                return "the device took personalization data that the TSP had not sent";
            }
        }
        return "";
    }

    // P-06

    private static String consumerMissing(Personalization p) {
        Span before = new Span(p.span().all(), 0, p.span().from());
        Optional<At<MessagePassed>> asked = before.messages(MessageType.DEVICE_REQUEST).stream()
                .filter(m -> m.event().from() == Party.CARDHOLDER
                        && m.event().to() == Party.RPD
                        && m.event().session().equals(p.session()))
                .findFirst();
        if (asked.isEmpty()) {
            return "the personalization device took no consumer's request";
        }
        Optional<At<MessagePassed>> request =
                p.message(MessageType.PERSONALIZATION_REQUEST, Party.RPD, Party.SERVICE_PROVIDER);
        if (request.isEmpty()) {
            return "the service provider received no request from the personalization device";
        }
        if (!request.get().event().fields().equals(asked.get().event().fields())) {
            return "the service provider received another request than the consumer's";
        }
        return told(p).isPresent() && dispensed(p).isPresent()
                ? ""
                : "the personalization device did not hear from the service provider what to do with the device";
    }

    private static Optional<At<MessagePassed>> told(Personalization p) {
        return p.message(MessageType.PERSONALIZED, Party.SERVICE_PROVIDER, Party.RPD);
    }

    private static Optional<At<Decided>> dispensed(Personalization p) {
        return p.span().decided(Party.RPD, Decision.DEVICE_DISPENSED, true);
    }

    private static String silenceUnattempted(Personalization p) {
        boolean ended = told(p).isPresent()
                || p.message(MessageType.PERSONALIZATION_FAILED, Party.SERVICE_PROVIDER, Party.RPD)
                        .isPresent();
        return ended ? "the service provider told the personalization device how it ended" : "";
    }

    private static String dispensedUntold(Personalization p) {
        int told = told(p).map(At::index).orElse(Integer.MAX_VALUE);
        return dispensed(p).filter(d -> d.index() < told).isPresent()
                ? "the personalization device gave out a device without having heard that it is personalized"
                : "";
    }
}
