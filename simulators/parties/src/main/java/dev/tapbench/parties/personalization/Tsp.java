package dev.tapbench.parties.personalization;

import dev.tapbench.emv.securechannel.SecureChannelProtocol;
import dev.tapbench.parties.messages.DeviceInstruction;
import dev.tapbench.parties.messages.DeviceResponses;
import dev.tapbench.parties.messages.IssuerService;
import dev.tapbench.parties.messages.MessageException;
import dev.tapbench.parties.messages.MotapsService;
import dev.tapbench.parties.messages.OncePerMessage;
import dev.tapbench.parties.messages.PersonalizationRequest;
import dev.tapbench.parties.messages.TspService;
import dev.tapbench.ports.Entropy;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Trace;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * The TSP's personalization server (P-02), with its HSM (P-03): has the issuer approve, fetches the data from MOTAPS, and
 * personalizes the device through the service provider. It sees the card number, never the person, and no secret in the clear.
 */
public final class Tsp implements TspService {
    final Hsm hsm;
    final IssuerService issuer;
    final MotapsService motaps;
    final SecureChannelProtocol channel;
    final Entropy entropy;
    final Clock clock;
    final Trace trace;
    final Passed passed;
    final ChipLedger chips = new ChipLedger();

    private final Map<String, TspSession> sessions = new HashMap<>();
    private final OncePerMessage<PersonalizationRequest, DeviceInstruction> requests = new OncePerMessage<>();
    private final OncePerMessage<DeviceResponses, DeviceInstruction> answers = new OncePerMessage<>();

    /**
     * @param hsm holds the personalization master keys and the transport key from MOTAPS under {@link KeyLabels}
     * @param channel what the chip maker agreed with the issuer; a chip that speaks another protocol is rejected
     */
    public Tsp(
            Hsm hsm,
            IssuerService issuer,
            MotapsService motaps,
            SecureChannelProtocol channel,
            Entropy entropy,
            Clock clock,
            Trace trace) {
        this.hsm = hsm;
        this.issuer = issuer;
        this.motaps = motaps;
        this.channel = channel;
        this.entropy = entropy;
        this.clock = clock;
        this.trace = trace;
        passed = new Passed(trace, Party.TSP);
    }

    @Override
    public synchronized DeviceInstruction request(PersonalizationRequest request) {
        passed.request(Party.SERVICE_PROVIDER, MessageType.PERSONALIZATION_REQUEST, request);
        return requests.answer(request, r -> {
            TspSession session = new TspSession(this, r.session());
            if (sessions.putIfAbsent(r.session(), session) != null) {
                throw new MessageException("session " + r.session() + " has begun already");
            }
            return session.begin(r);
        });
    }

    @Override
    public synchronized DeviceInstruction responses(DeviceResponses responses) {
        passed.responses(Party.SERVICE_PROVIDER, responses);
        return answers.answer(responses, r -> {
            TspSession session = sessions.get(r.session());
            if (session == null) {
                throw new MessageException("session " + r.session() + " is unknown: expected a request first");
            }
            return session.next(r);
        });
    }

    /** Every chip whose KEYDATA was read, and what became of it. */
    public ChipLedger chips() {
        return chips;
    }
}
