package dev.tapbench.parties.personalization;

import dev.tapbench.emv.Money;
import dev.tapbench.parties.messages.DeviceCommands;
import dev.tapbench.parties.messages.DeviceCommands.Purpose;
import dev.tapbench.parties.messages.DeviceInstruction;
import dev.tapbench.parties.messages.MessageException;
import dev.tapbench.parties.messages.PersonalizationFailed;
import dev.tapbench.parties.messages.PersonalizationRequest;
import dev.tapbench.parties.messages.Personalized;
import dev.tapbench.parties.messages.ServiceProviderService;
import dev.tapbench.parties.personalization.PersonalizationOutcome.Dispensed;
import dev.tapbench.parties.personalization.PersonalizationOutcome.Rejected;
import dev.tapbench.ports.Entropy;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import dev.tapbench.ports.trace.Prompted;
import dev.tapbench.ports.trace.Trace;
import java.util.ArrayList;
import java.util.List;

/**
 * The remote personalization device (RPD) in a shop (P-06): takes a consumer's request, puts a blank into its encoder, runs what
 * the TSP sends through the service provider, and dispenses the device or drops it into its reject bin. It holds no key and
 * understands no command. One consumer at a time.
 */
public final class RemotePersonalizationDevice {
    /** Where the device stands. */
    public enum State {
        IDLE,
        REQUESTED,
        IN_ENCODER,
        PROBING,
        LOADING,
        VERIFYING,
        DISPENSED,
        REJECTED
    }

    private static final int SESSION_LENGTH = 8;

    private final Reader encoder;
    private final Reader contactless;
    private final ServiceProviderService provider;
    private final Entropy entropy;
    private final Trace trace;
    private final Passed passed;
    private final List<Rejected> rejectBin = new ArrayList<>();
    private final List<State> states = new ArrayList<>(List.of(State.IDLE));

    /**
     * @param encoder loads the blank: the contactless reader for cards, the wire to the secure element for phones
     * @param contactless takes the closing cryptogram; the same as {@code encoder} for cards
     */
    public RemotePersonalizationDevice(
            Reader encoder, Reader contactless, ServiceProviderService provider, Entropy entropy, Trace trace) {
        this.encoder = encoder;
        this.contactless = contactless;
        this.provider = provider;
        this.entropy = entropy;
        this.trace = trace;
        passed = new Passed(trace, Party.RPD);
    }

    /**
     * A consumer asks for a device. Only what came from the service provider can make it dispense one: a blank whose service
     * provider falls silent is rejected.
     *
     * @param product the issuer's product
     * @param funds what shall be on it from the start; zero for none
     * @param blank the device that is put into the encoder
     * @throws dev.tapbench.ports.DeviceException when a reader fails, which is no fault of the blank
     */
    public synchronized PersonalizationOutcome request(String product, Money funds, Card blank) {
        states.clear();
        enter(State.IDLE);
        PersonalizationRequest request = new PersonalizationRequest(
                entropy.bytes(SESSION_LENGTH).toHex(),
                1,
                product,
                funds.minor(),
                funds.currency().numeric());
        passed.request(Party.CARDHOLDER, MessageType.DEVICE_REQUEST, request);
        enter(State.REQUESTED);
        try (Encoder channel = new Encoder(encoder, contactless)) {
            enter(State.IN_ENCODER);
            DeviceInstruction instruction = received(provider.request(request));
            while (instruction instanceof DeviceCommands commands) {
                enter(stateFor(commands.purpose()));
                instruction = received(provider.responses(channel.run(blank, commands)));
            }
            return end(blank, instruction);
        } catch (MessageException e) {
            return reject(
                    blank, request.session(), "the service provider gives no further instruction: " + e.getMessage());
        }
    }

    private DeviceInstruction received(DeviceInstruction instruction) {
        passed.instruction(Party.SERVICE_PROVIDER, instruction);
        return instruction;
    }

    private static State stateFor(Purpose purpose) {
        return switch (purpose) {
            case PROBE -> State.PROBING;
            case PERSONALIZE -> State.LOADING;
            case CONFIRM -> State.VERIFYING;
        };
    }

    private PersonalizationOutcome end(Card blank, DeviceInstruction instruction) {
        if (instruction instanceof Personalized personalized) {
            enter(State.DISPENSED);
            trace.record(new Decided(Party.RPD, Decision.DEVICE_DISPENSED, true, blank.id()));
            trace.record(new Prompted(Party.RPD, Prompt.DEVICE_READY, ""));
            return new Dispensed(personalized.session(), personalized.account());
        }
        PersonalizationFailed failed = (PersonalizationFailed) instruction;
        return reject(blank, failed.session(), failed.reason());
    }

    private Rejected reject(Card blank, String session, String reason) {
        Rejected rejected = new Rejected(session, blank.id(), reason);
        rejectBin.add(rejected);
        enter(State.REJECTED);
        trace.record(new Decided(Party.RPD, Decision.DEVICE_DISPENSED, false, reason));
        trace.record(new Prompted(Party.RPD, Prompt.DEVICE_REJECTED, reason));
        return rejected;
    }

    private void enter(State state) {
        states.add(state);
    }

    /** Where it stands now. */
    public synchronized State state() {
        return states.get(states.size() - 1);
    }

    /** The states it went through since the last request began, in order. */
    public synchronized List<State> states() {
        return List.copyOf(states);
    }

    /** What it rejected, oldest first. */
    public synchronized List<Rejected> rejectBin() {
        return List.copyOf(rejectBin);
    }
}
