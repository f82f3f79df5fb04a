package dev.tapbench.reports;

import dev.tapbench.ports.trace.ApduExchanged;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Entered;
import dev.tapbench.ports.trace.HsmCalled;
import dev.tapbench.ports.trace.LinkClosed;
import dev.tapbench.ports.trace.LinkOpened;
import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.PowerLost;
import dev.tapbench.ports.trace.Prompted;
import dev.tapbench.ports.trace.TraceEvent;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the events of one scenario into masked rows. One instance a scenario: decoding remembers what each link said before. */
final class TraceRows {
    private final Masker masker;
    private final Decoding decoding;
    private final Map<String, CommandMask> commands = new HashMap<>();

    TraceRows(Masker masker) {
        this.masker = masker;
        decoding = new Decoding(masker);
    }

    TraceRow row(Journal.Entry entry, String step) {
        TraceEvent event = entry.event();
        if (event instanceof ApduExchanged apdu) {
            return apdu(entry, step, apdu);
        }
        if (event instanceof LinkOpened link) {
            commands.remove(link.reader() + " " + link.card());
            return plain(
                    entry,
                    "link-opened",
                    step,
                    link.reader(),
                    tap(link.tap()) + " opened: " + words(link.medium()),
                    link.tap(),
                    null);
        }
        if (event instanceof LinkClosed link) {
            return plain(entry, "link-closed", step, link.reader(), tap(link.tap()) + " closed", link.tap(), null);
        }
        if (event instanceof PowerLost off) {
            return plain(entry, "power-lost", step, off.card(), "switched off", null, null);
        }
        if (event instanceof HsmCalled call) {
            return hsm(entry, step, call);
        }
        if (event instanceof MessagePassed message) {
            return message(entry, step, message);
        }
        if (event instanceof Prompted prompt) {
            return plain(
                    entry,
                    "prompt",
                    step,
                    prompt.by().label(),
                    words(prompt.prompt()) + in(prompt.detail()),
                    null,
                    null);
        }
        if (event instanceof Entered entered) {
            return plain(entry, "entry", step, entered.at().label(), words(entered.entry()) + " entered", null, null);
        }
        Decided decided = (Decided) event;
        String text = words(decided.decision()) + (decided.positive() ? ": yes" : ": no") + in(decided.detail());
        return plain(entry, "decision", step, decided.by().label(), text, null, null);
    }

    private TraceRow apdu(Journal.Entry entry, String step, ApduExchanged apdu) {
        BitSet commandMask = commands.computeIfAbsent(
                        apdu.reader() + " " + apdu.card(),
                        link -> masker.apdus().commands())
                .next(apdu.command());
        BitSet responseMask = masker.apdus().response(apdu.response());
        TraceRow.Decoded decoded = decoding.decode(apdu, commandMask, responseMask);
        return new TraceRow(
                entry.seq(),
                entry.time(),
                "apdu",
                masker.text(step),
                apdu.reader(),
                decoded.name() + ": " + decoded.status(),
                apdu.tap(),
                masker.secrets().hide(ApduMask.hex(apdu.command(), commandMask)),
                masker.secrets().hide(ApduMask.hex(apdu.response(), responseMask)),
                apdu.nanos() / 1000,
                decoded,
                null);
    }

    private TraceRow hsm(Journal.Entry entry, String step, HsmCalled call) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("hsm", call.hsm());
        fields.put("operation", call.operation());
        fields.put("key", call.key());
        fields.put("detail", masker.text(call.detail()));
        String text = call.operation() + " " + call.key() + in(call.detail());
        return plain(entry, "hsm", step, call.owner() + "'s HSM", text, null, fields);
    }

    private TraceRow message(Journal.Entry entry, String step, MessagePassed message) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("session", message.session());
        if (!message.destination().isEmpty()) {
            fields.put("destination", message.destination());
        }
        fields.putAll(masker.fields(message.fields()));
        String who = message.from().label() + " to " + message.to().label();
        return plain(entry, "message", step, who, words(message.type()), null, fields);
    }

    private TraceRow plain(
            Journal.Entry entry,
            String type,
            String step,
            String who,
            String text,
            @Nullable Integer tap,
            @Nullable Map<String, String> fields) {
        return new TraceRow(
                entry.seq(),
                entry.time(),
                type,
                masker.text(step),
                masker.text(who),
                masker.text(text),
                tap,
                null,
                null,
                null,
                null,
                fields);
    }

    private static String tap(int tap) {
        return "tap " + tap;
    }

    private static String in(String detail) {
        return detail.isEmpty() ? "" : " (" + detail + ")";
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
