package dev.tapbench.bench;

import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.StatusWord;
import dev.tapbench.emv.securechannel.KeyData;
import dev.tapbench.parties.messages.DeviceCommands;
import dev.tapbench.parties.messages.DeviceCommands.Purpose;
import dev.tapbench.parties.messages.DeviceInstruction;
import dev.tapbench.parties.messages.DeviceResponses;
import dev.tapbench.parties.messages.MessageException;
import dev.tapbench.parties.messages.MotapsService;
import dev.tapbench.parties.messages.PersonalizationFailed;
import dev.tapbench.parties.messages.PersonalizationRequest;
import dev.tapbench.parties.messages.Personalized;
import dev.tapbench.parties.messages.PreparationOrder;
import dev.tapbench.parties.messages.PreparedData;
import dev.tapbench.parties.messages.PreparedDataRequest;
import dev.tapbench.parties.messages.ServiceProviderService;
import dev.tapbench.parties.messages.TspService;
import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lines between the parties that personalize a card, in the hands of somebody who can lose, change, exchange and repeat what
 * passes. Until told to, it passes everything on unchanged.
 */
public final class ChainLines {
    private static final int INSTRUCTION = 1;
    private static final int STORE_DATA = 0xE2;
    /** Long enough to hold a record, whose middle is data and no length. */
    private static final int LONG_COMMAND = 0x80;

    private static final int KEYDATA_SERIAL = 6;
    private static final int STATUS_WORD = 2;

    private final List<Interference> interferences = new ArrayList<>();
    private int personalizationData;

    /** What happens to one message on its way. */
    public enum Interference {
        /** The issuer's order to MOTAPS does not arrive. */
        ORDER_LOST,
        /** The TSP gets what MOTAPS answered to somebody else. */
        PREPARED_DATA_EXCHANGED,
        /** One byte of the personalization data changes between service provider and device. */
        CARD_DATA_CHANGED,
        /** The card's KEYDATA changes between device and service provider. */
        KEYDATA_CHANGED,
        /** What the card answers in the end does not reach the service provider. */
        PROOF_LOST,
        /** The cryptogram that the card answers in the end changes between device and service provider. */
        PROOF_CHANGED,
        /** Whoever carries the card's answers to the data puts a bare consent into the place of each. */
        ANSWERS_MADE_UP,
        /** Each message of the service provider reaches the TSP twice. */
        REQUESTS_DOUBLED
    }

    /** From now on this happens. */
    public void let(Interference interference) {
        interferences.add(interference);
    }

    private boolean happens(Interference interference) {
        return interferences.contains(interference);
    }

    /** How many commands with personalization data have passed on their way to the device. */
    public int personalizationDataPassed() {
        return personalizationData;
    }

    MotapsService toMotaps(MotapsService motaps) {
        return new MotapsService() {
            @Override
            public void order(PreparationOrder order) {
                if (happens(Interference.ORDER_LOST)) {
                    throw new MessageException("the line to MOTAPS is cut");
                }
                motaps.order(order);
            }

            @Override
            public PreparedData deliver(PreparedDataRequest request) {
                PreparedData data = motaps.deliver(request);
                return happens(Interference.PREPARED_DATA_EXCHANGED)
                        ? new PreparedData("another-session", data.number(), data.applications())
                        : data;
            }

            @Override
            public void personalized(Personalized message) {
                motaps.personalized(message);
            }

            @Override
            public void failed(PersonalizationFailed message) {
                motaps.failed(message);
            }
        };
    }

    TspService toTsp(TspService tsp) {
        return new TspService() {
            @Override
            public DeviceInstruction request(PersonalizationRequest request) {
                DeviceInstruction answer = tsp.request(request);
                return happens(Interference.REQUESTS_DOUBLED) ? tsp.request(request) : answer;
            }

            @Override
            public DeviceInstruction responses(DeviceResponses responses) {
                DeviceInstruction answer = tsp.responses(responses);
                return happens(Interference.REQUESTS_DOUBLED) ? tsp.responses(responses) : answer;
            }
        };
    }

    ServiceProviderService toServiceProvider(ServiceProviderService provider) {
        return new ServiceProviderService() {
            private Optional<Purpose> running = Optional.empty();

            @Override
            public DeviceInstruction request(PersonalizationRequest request) {
                return down(provider.request(request));
            }

            @Override
            public DeviceInstruction responses(DeviceResponses responses) {
                if (happens(Interference.PROOF_LOST) && running.equals(Optional.of(Purpose.CONFIRM))) {
                    throw new MessageException("the line to the service provider is cut");
                }
                boolean names = running.equals(Optional.of(Purpose.PROBE));
                boolean proves = running.equals(Optional.of(Purpose.CONFIRM));
                if (happens(Interference.ANSWERS_MADE_UP) && running.equals(Optional.of(Purpose.PERSONALIZE))) {
                    return down(provider.responses(withConsents(responses)));
                }
                if (happens(Interference.PROOF_CHANGED) && proves) {
                    return down(provider.responses(withOtherProof(responses)));
                }
                return down(provider.responses(
                        happens(Interference.KEYDATA_CHANGED) && names ? withOtherKeydata(responses) : responses));
            }

            private DeviceInstruction down(DeviceInstruction instruction) {
                running = Optional.empty();
                if (instruction instanceof DeviceCommands commands) {
                    running = Optional.of(commands.purpose());
                    commands.commands().stream().filter(ChainLines::storesData).forEach(c -> personalizationData++);
                    return happens(Interference.CARD_DATA_CHANGED) ? withOtherData(commands) : commands;
                }
                return instruction;
            }
        };
    }

    private static boolean storesData(Bytes command) {
        return command.at(INSTRUCTION) == STORE_DATA;
    }

    /** One bit in the middle of each long STORE DATA. */
    private static DeviceCommands withOtherData(DeviceCommands commands) {
        List<Bytes> changed = commands.commands().stream()
                .map(c -> storesData(c) && c.length() > LONG_COMMAND ? flipped(c, c.length() / 2) : c)
                .toList();
        return new DeviceCommands(commands.session(), commands.number(), commands.purpose(), changed);
    }

    /** Another chip's serial number in the answer to INITIALIZE UPDATE, which is the last of a probe. */
    private static DeviceResponses withOtherKeydata(DeviceResponses responses) {
        List<Bytes> changed = new ArrayList<>(responses.responses());
        int last = changed.size() - 1;
        if (last >= 0 && changed.get(last).length() > KeyData.LENGTH) {
            changed.set(last, flipped(changed.get(last), KEYDATA_SERIAL));
        }
        return new DeviceResponses(responses.session(), responses.number(), changed, responses.interruption());
    }

    /** One bit of what the cryptogram covers, the last before the status word of the last answer. */
    private static DeviceResponses withOtherProof(DeviceResponses responses) {
        List<Bytes> changed = new ArrayList<>(responses.responses());
        int last = changed.size() - 1;
        Bytes answer = changed.get(last);
        changed.set(last, flipped(answer, answer.length() - STATUS_WORD - 1));
        return new DeviceResponses(responses.session(), responses.number(), changed, responses.interruption());
    }

    private static DeviceResponses withConsents(DeviceResponses responses) {
        List<Bytes> consents = responses.responses().stream()
                .map(response -> new ResponseApdu(Bytes.empty(), StatusWord.OK).toBytes())
                .toList();
        return new DeviceResponses(responses.session(), responses.number(), consents, responses.interruption());
    }

    private static Bytes flipped(Bytes bytes, int at) {
        byte[] changed = bytes.toArray();
        changed[at] ^= 1;
        return Bytes.of(changed);
    }
}
