package dev.tapbench.reports.requirements;

import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** P-07 to P-10: the request reaches TSP and issuer, and the device names its personalization key, all through the service provider. */
final class PersonalizationRequested {
    private PersonalizationRequested() {}

    static List<Predicate> all() {
        return List.of(
                personalization(
                        "P-07",
                        PersonalizationRequested::requestMissing,
                        PersonalizationRequested::bypassUnattempted,
                        PersonalizationRequested::bypassServed),
                personalization(
                        "P-08",
                        PersonalizationRequested::approvalMissing,
                        PersonalizationRequested::refusalUnattempted,
                        PersonalizationRequested::personalizedUnapproved),
                personalization(
                        "P-09",
                        PersonalizationRequested::probeMissing,
                        PersonalizationRequested::strangeCommandsUnattempted,
                        PersonalizationRequested::strangeCommandsRun),
                personalization(
                        "P-10",
                        PersonalizationRequested::keydataMissing,
                        PersonalizationRequested::changedKeydataUnattempted,
                        PersonalizationRequested::changedKeydataUsed));
    }

    static Predicate personalization(
            String requirement,
            Function<Personalization, String> missing,
            Function<Personalization, String> unattempted,
            Function<Personalization, String> violation) {
        return new StoryPredicate<>(
                requirement, "personalization", Personalization::all, missing, unattempted, violation);
    }

    private static Optional<At<MessagePassed>> requestAtTsp(Personalization p) {
        return p.message(MessageType.PERSONALIZATION_REQUEST, Party.SERVICE_PROVIDER, Party.TSP);
    }

    private static String requestMissing(Personalization p) {
        if (p.message(MessageType.PERSONALIZATION_REQUEST, Party.RPD, Party.SERVICE_PROVIDER)
                .isEmpty()) {
            return "the service provider received no request from the personalization device";
        }
        return requestAtTsp(p).isPresent() ? "" : "the TSP received no request from the service provider";
    }

    private static List<At<MessagePassed>> bypasses(Personalization p) {
        return p.messages(MessageType.PERSONALIZATION_REQUEST).stream()
                .filter(m -> m.event().to() == Party.TSP && m.event().from() != Party.SERVICE_PROVIDER)
                .toList();
    }

    private static boolean repeated(Personalization p) {
        return p.messages(MessageType.PERSONALIZATION_REQUEST, Party.SERVICE_PROVIDER, Party.TSP)
                        .size()
                > 1;
    }

    private static String bypassUnattempted(Personalization p) {
        return bypasses(p).isEmpty() && !repeated(p)
                ? "no request reached the TSP past the service provider, and none reached it twice"
                : "";
    }

    private static String bypassServed(Personalization p) {
        if (!bypasses(p).isEmpty() && !p.messages(MessageType.DEVICE_COMMANDS).isEmpty()) {
            return "the TSP served a request that came past the service provider";
        }
        return repeated(p) && p.messages(MessageType.DATA_REQUEST).size() > 1 ? "the TSP served one request twice" : "";
    }

    private static String approvalMissing(Personalization p) {
        Optional<At<MessagePassed>> request = requestAtTsp(p);
        Optional<At<MessagePassed>> asked = p.message(MessageType.DATA_REQUEST, Party.TSP, Party.ISSUER);
        if (request.isEmpty()
                || asked.isEmpty()
                || asked.get().index() < request.get().index()) {
            return "the TSP did not ask the issuer after the request had reached it";
        }
        return p.message(MessageType.DATA_APPROVAL, Party.ISSUER, Party.TSP)
                        .filter(a -> a.index() > asked.get().index())
                        .isPresent()
                ? ""
                : "the issuer did not answer the TSP with an approval";
    }

    private static String refusalUnattempted(Personalization p) {
        return p.message(MessageType.DATA_REFUSAL, Party.ISSUER, Party.TSP).isPresent()
                ? ""
                : "the issuer refused nothing";
    }

    private static String personalizedUnapproved(Personalization p) {
        int approved = p.message(MessageType.DATA_APPROVAL, Party.ISSUER, Party.TSP)
                .map(At::index)
                .orElse(Integer.MAX_VALUE);
        return p.firstStore() < approved && !p.stores().isEmpty()
                ? "personalization data went to the device without the issuer's approval"
                : "";
    }

    private static String probeMissing(Personalization p) {
        Optional<At<MessagePassed>> sent = probe(p, Party.TSP, Party.SERVICE_PROVIDER);
        Optional<At<MessagePassed>> received = probe(p, Party.SERVICE_PROVIDER, Party.RPD);
        if (sent.isEmpty()
                || received.isEmpty()
                || received.get().index() < sent.get().index()) {
            return "no INITIALIZE UPDATE went from the TSP through the service provider to the device";
        }
        List<String> commands = Personalization.apdus(sent.get().event());
        if (!Personalization.apdus(received.get().event()).equals(commands)) {
            return "the personalization device received other commands than the TSP sent";
        }
        return p.keydata()
                        .filter(k -> k.index() > received.get().index()
                                && commands.contains(k.apdu().command().toHex()))
                        .isPresent()
                ? ""
                : "the device did not answer the TSP's INITIALIZE UPDATE";
    }

    private static Optional<At<MessagePassed>> probe(Personalization p, Party from, Party to) {
        return p.messages(MessageType.DEVICE_COMMANDS, from, to).stream()
                .filter(m -> Personalization.hasPurpose(m.event(), "probe"))
                .filter(m -> Personalization.apdus(m.event()).stream().anyMatch(c -> c.startsWith("8050")))
                .findFirst();
    }

    /** Commands that reached the personalization device past the service provider. */
    private static List<At<MessagePassed>> strangeCommands(Personalization p) {
        return p.messages(MessageType.DEVICE_COMMANDS).stream()
                .filter(m -> (m.event().to() == Party.RPD && m.event().from() != Party.SERVICE_PROVIDER)
                        || (m.event().to() == Party.SERVICE_PROVIDER
                                && m.event().from() != Party.TSP))
                .toList();
    }

    private static String strangeCommandsUnattempted(Personalization p) {
        return strangeCommands(p).isEmpty() ? PersonalizationParties.unknownKeyUnattempted(p) : "";
    }

    private static String strangeCommandsRun(Personalization p) {
        for (At<MessagePassed> message : strangeCommands(p)) {
            List<String> commands = Personalization.apdus(message.event());
            if (p.span()
                    .after(message.index())
                    .exchange(e -> commands.contains(e.apdu().command().toHex()))
                    .isPresent()) {
                return "the device was sent commands that came past TSP or service provider";
            }
        }
        return PersonalizationParties.loadedWithoutHsm(p);
    }

    private static String keydataMissing(Personalization p) {
        Optional<Exchange> keydata = p.keydata();
        if (keydata.isEmpty() || keydata.get().apdu().response().length() < 12) {
            return "the device did not name its personalization key (KEYDATA)";
        }
        String hex = keydata.get().apdu().response().toHex();
        boolean atProvider = p.messages(MessageType.DEVICE_RESPONSES, Party.RPD, Party.SERVICE_PROVIDER).stream()
                .anyMatch(m -> m.index() > keydata.get().index()
                        && Personalization.apdus(m.event()).contains(hex));
        if (!atProvider) {
            return "the service provider did not receive the device's KEYDATA";
        }
        return p.keydataAtTsp().isPresent()
                ? ""
                : "the TSP did not receive the device's KEYDATA from the service provider";
    }

    private static String changedKeydataUnattempted(Personalization p) {
        boolean answered = !p.messages(MessageType.DEVICE_RESPONSES, Party.SERVICE_PROVIDER, Party.TSP)
                .isEmpty();
        return p.keydata().isPresent() && answered && p.keydataAtTsp().isEmpty()
                ? ""
                : "the device's KEYDATA reached the TSP unchanged, or not at all";
    }

    private static String changedKeydataUsed(Personalization p) {
        int known = p.keydataAtTsp().map(At::index).orElse(Integer.MAX_VALUE);
        return p.firstStore() < known && !p.stores().isEmpty()
                ? "personalization data went to the device before the TSP had its KEYDATA"
                : "";
    }
}
