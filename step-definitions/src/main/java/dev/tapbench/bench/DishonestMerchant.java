package dev.tapbench.bench;

import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.Tlv;
import dev.tapbench.parties.messages.HostConnection;
import dev.tapbench.parties.messages.HostMessage;
import dev.tapbench.parties.messages.HostSeal;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.ApduExchanged;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.TraceEvent;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The merchant behind the terminal's line to the issuer: he sees what the terminal sends, holds its key, and can send messages of
 * his own. Until he does, everything passes unchanged. What the issuer answers him is in the books, and no concern of his.
 */
public final class DishonestMerchant implements HostConnection {
    /** Far from the numbers that the terminal itself gives. */
    private static final int FIRST_TRACE_NUMBER = 900_001;

    private static final int GENERATE_AC = 0xAE;

    private final HostConnection line;
    private final HostSeal seal;
    private final Map<MessageType, HostMessage> seen = new EnumMap<>(MessageType.class);
    private int traceNumber = FIRST_TRACE_NUMBER;

    /** @param seal under the terminal's key */
    DishonestMerchant(HostConnection line, HostSeal seal) {
        this.line = line;
        this.seal = seal;
    }

    @Override
    public Optional<Bytes> exchange(Bytes request) {
        HostMessage message = HostSeal.peek(request);
        seen.put(message.type(), message);
        return line.exchange(request);
    }

    /** Sends the terminal's last request once more, as if it were another. */
    public void repeatRequest() {
        send(last(MessageType.AUTHORIZATION_REQUEST));
    }

    /** Sends the terminal's last completion once more, as if it were another. */
    public void repeatCompletion() {
        send(last(MessageType.COMPLETION_ADVICE));
    }

    /**
     * Says that the load is done as soon as the card has authenticated its issuer: a completion with the certificate of the
     * second tap, and without the receipt that only a third tap brings.
     *
     * @param events what has happened: the reader in the shop is his own
     */
    public void claimLoad(List<TraceEvent> events) {
        HostMessage request = last(MessageType.AUTHORIZATION_REQUEST);
        send(HostMessage.of("0220")
                .echoing(request, 2, 3, 4, 7, 12, 13, 14, 22, 23, 25, 32, 35, 37, 41, 42, 49)
                .withChipData(certificate(events)));
    }

    /** What the card gave in its last GENERATE AC. */
    private static Bytes certificate(List<TraceEvent> events) {
        ApduExchanged last = events.stream()
                .filter(ApduExchanged.class::isInstance)
                .map(ApduExchanged.class::cast)
                .filter(exchanged -> exchanged.command().at(1) == GENERATE_AC)
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new EmvDataException("the card has given no certificate: a second tap comes first"));
        return Tlv.parse(ResponseApdu.parse(last.response()).data()).value();
    }

    private void send(HostMessage message) {
        String number = String.format("%06d", traceNumber++);
        var unused = line.exchange(seal.seal(message.with(11, number)));
    }

    private HostMessage last(MessageType type) {
        HostMessage message = seen.get(type);
        if (message == null) {
            throw new IllegalStateException("the terminal has sent no " + type + " yet");
        }
        return message;
    }
}
