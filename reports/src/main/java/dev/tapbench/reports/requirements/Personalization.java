package dev.tapbench.reports.requirements;

import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.TraceEvent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One personalization: from a request that leaves the personalization device to the next one. */
record Personalization(Span span, String session) {
    static List<Personalization> all(List<TraceEvent> events) {
        return Span.startingAt(
                        events,
                        e -> e instanceof MessagePassed m
                                && m.type() == MessageType.PERSONALIZATION_REQUEST
                                && m.from() == Party.RPD)
                .stream()
                .map(s -> new Personalization(s, ((MessagePassed) events.get(s.from())).session()))
                .toList();
    }

    /** Messages of this session. */
    List<At<MessagePassed>> messages(MessageType type) {
        return span.messages(type).stream()
                .filter(m -> m.event().session().equals(session))
                .toList();
    }

    List<At<MessagePassed>> messages(MessageType type, Party from, Party to) {
        return messages(type).stream()
                .filter(m -> m.event().from() == from && m.event().to() == to)
                .toList();
    }

    Optional<At<MessagePassed>> message(MessageType type, Party from, Party to) {
        return messages(type, from, to).stream().findFirst();
    }

    /** The APDUs that a message carries, in hexadecimal. */
    static List<String> apdus(MessagePassed message) {
        String field = message.type() == MessageType.DEVICE_COMMANDS ? "commands" : "responses";
        return Stream.of(message.fields().getOrDefault(field, "").split(" "))
                .filter(s -> !s.isEmpty())
                .toList();
    }

    static boolean hasPurpose(MessagePassed message, String purpose) {
        return purpose.equals(message.fields().get("purpose"));
    }

    /** STORE DATA commands that reached the device. */
    List<Exchange> stores() {
        return span.exchanges(e -> e.ins() == Exchange.STORE_DATA);
    }

    /** What named the device's personalization key: the accepted INITIALIZE UPDATE. */
    Optional<Exchange> keydata() {
        return span.exchange(e -> e.ins() == Exchange.INITIALIZE_UPDATE && e.ok());
    }

    /** Whether the device let two sessions of one application begin with the same sequence counter, so far in the trace. */
    boolean sessionKeysRepeat() {
        Span past = new Span(span.all(), 0, span.to());
        List<String> opened = past.exchanges(e -> e.ins() == Exchange.EXTERNAL_AUTHENTICATE && e.ok()).stream()
                .flatMap(accepted -> session(past.before(accepted.index()), accepted).stream())
                .toList();
        return opened.stream().distinct().count() < opened.size();
    }

    /** Card, application and sequence counter of the session that a host was let into. */
    private static Optional<String> session(Span before, Exchange accepted) {
        Optional<Exchange> selected =
                Span.last(before.exchanges(e -> e.sameTap(accepted) && e.ins() == Exchange.SELECT));
        return Span.last(before.exchanges(e -> e.sameTap(accepted) && e.ins() == Exchange.INITIALIZE_UPDATE && e.ok()))
                .flatMap(Exchange::sequenceCounter)
                .flatMap(counter ->
                        selected.map(s -> s.apdu().card() + " " + s.data().toHex() + " " + counter.toHex()));
    }

    /** The first message to the TSP that carries the device's answer to INITIALIZE UPDATE. */
    Optional<At<MessagePassed>> keydataAtTsp() {
        return keydata()
                .flatMap(k -> messages(MessageType.DEVICE_RESPONSES, Party.SERVICE_PROVIDER, Party.TSP).stream()
                        .filter(m -> m.index() > k.index()
                                && apdus(m.event()).contains(k.apdu().response().toHex()))
                        .findFirst());
    }

    /** The STORE DATA that says it is the last, if it came last and was accepted. */
    Optional<Exchange> lastStore() {
        return Span.last(stores()).filter(e -> (e.p1() & 0x80) != 0 && e.ok());
    }

    /** The place before which nothing secret had gone to the device. */
    int firstStore() {
        return stores().stream().findFirst().map(Exchange::index).orElse(Integer.MAX_VALUE);
    }
}
