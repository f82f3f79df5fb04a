package dev.tapbench.parties.terminal;

import dev.tapbench.emv.Money;
import dev.tapbench.parties.messages.HostConnection;
import dev.tapbench.parties.messages.HostFormatException;
import dev.tapbench.parties.messages.HostMessage;
import dev.tapbench.parties.messages.HostSeal;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Trace;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The terminal's talk with its host: builds requests, checks what answers them (protocol section 3, Host). */
final class HostDialogue {
    private static final int[] ANSWERED_ALIKE = {2, 3, 4, 11, 32, 41};
    private static final DateTimeFormatter TRANSMISSION = DateTimeFormatter.ofPattern("MMddHHmmss");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("MMdd");
    private static final DateTimeFormatter REFERENCE = DateTimeFormatter.ofPattern("yyDDDH");

    private final TerminalConfig config;
    private final HostConnection connection;
    private final HostSeal seal;
    private final Clock clock;
    private final Trace trace;
    private final TerminalMemory memory;

    HostDialogue(
            TerminalConfig config,
            HostConnection connection,
            HostSeal seal,
            TerminalMemory memory,
            Clock clock,
            Trace trace) {
        this.memory = memory;
        this.config = config;
        this.connection = connection;
        this.seal = seal;
        this.clock = clock;
        this.trace = trace;
    }

    /** A new financial request with everything but DE55. */
    HostMessage request(String mti, int transactionType, Money amount, CardApplication application) {
        ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
        String stan = String.format("%06d", memory.nextTraceNumber());
        HostMessage request = HostMessage.of(mti)
                .with(2, application.pan().digits())
                .with(3, String.format("%02x0000", transactionType))
                .with(4, String.format("%012d", amount.minor()))
                .with(7, TRANSMISSION.format(now))
                .with(11, stan)
                .with(12, TIME.format(now))
                .with(13, DATE.format(now))
                .with(22, application.contactless() ? "071" : "051")
                .with(25, "00")
                .with(32, config.acquirerId())
                .with(37, REFERENCE.format(now).substring(0, 6) + stan)
                .with(41, config.terminalId())
                .with(42, String.format("%-15s", config.merchantId()))
                .with(49, String.format("%03d", amount.currency().numeric()));
        return CardElements.addTo(request, application);
    }

    /** A later message of the same business case: its own trace number, the same retrieval reference. */
    HostMessage following(String mti, int type, Money amount, CardApplication application, HostMessage original) {
        return request(mti, type, amount, application).echoing(original, 37);
    }

    /**
     * The reversal of a request (ISO 8583:1987, 4.3.20: DE90).
     *
     * @param original the 0100
     */
    HostMessage reversal(HostMessage original, Money amount, CardApplication application) {
        String acquirer = "0".repeat(11 - config.acquirerId().length()) + config.acquirerId();
        int type = Integer.parseInt(original.require(3).substring(0, 2), 16);
        return following("0420", type, amount, application, original)
                .with(90, original.mti() + original.require(11) + original.require(7) + acquirer + "0".repeat(11));
    }

    /** What came of an exchange. */
    sealed interface Answer {
        /** The host's own word: MAC and echoed elements hold. */
        record Trusted(HostMessage message) implements Answer {
            boolean approved() {
                return message.field(39).equals(Optional.of("00"));
            }
        }

        /** Nothing that could be believed. */
        record None(String reason) implements Answer {}
    }

    /** Sends a request and checks what answers it; whatever is wrong with the answer is data. */
    Answer exchange(HostMessage request) {
        Optional<Bytes> answer = connection.exchange(seal.seal(request));
        if (answer.isEmpty()) {
            return new Answer.None("no answer came from the host in time");
        }
        HostSeal.Opened opened;
        try {
            opened = seal.open(answer.get());
        } catch (HostFormatException e) {
            decided(false, "the answer cannot be read: " + e.getMessage());
            return new Answer.None("the host's answer cannot be read");
        }
        HostMessage message = opened.message();
        trace.record(
                new MessagePassed(Party.ISSUER, Party.TERMINAL, message.type(), request.session(), "", opened.named()));
        return check(request, message, opened.macValid());
    }

    private Answer check(HostMessage request, HostMessage message, boolean macValid) {
        decided(macValid, message.mti() + " with DE39 " + message.field(39).orElse("missing"));
        if (!macValid) {
            return new Answer.None("the MAC of the host's answer is wrong");
        }
        if (!message.mti().equals(request.responseMti())) {
            return new Answer.None("a " + message.mti() + " answered a " + request.mti());
        }
        for (int element : ANSWERED_ALIKE) {
            if (!message.field(element).equals(request.field(element))) {
                return new Answer.None(
                        "DE" + element + " of the answer is not the request's: it answers another request");
            }
        }
        return new Answer.Trusted(message);
    }

    private void decided(boolean valid, String detail) {
        trace.record(new Decided(Party.TERMINAL, Decision.RESPONSE_MAC_VALID, valid, detail));
    }
}
