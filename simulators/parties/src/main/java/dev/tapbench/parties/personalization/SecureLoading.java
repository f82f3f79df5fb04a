package dev.tapbench.parties.personalization;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.securechannel.CardCryptogramException;
import dev.tapbench.emv.securechannel.HostSession;
import dev.tapbench.emv.securechannel.KeyData;
import dev.tapbench.emv.securechannel.SecureChannelProtocol;
import dev.tapbench.parties.messages.PreparedApplication;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One secure channel to one application of a chip, from the diversified keys to the last STORE DATA (P-11; EMV CPS 1.1, 4 and
 * 5). Its keys live in the HSM, below the session's label, until it is closed.
 */
final class SecureLoading implements AutoCloseable {
    private final Hsm hsm;
    private final ChipKeys keys;
    private final HostSession channel;
    private final List<UnaryOperator<ResponseApdu>> expected = new ArrayList<>();

    private SecureLoading(Hsm hsm, ChipKeys keys, HostSession channel) {
        this.hsm = hsm;
        this.keys = keys;
        this.channel = channel;
    }

    /**
     * Derives the chip's keys from the master key that KEYDATA names and checks the card cryptogram.
     *
     * @throws CardCryptogramException when the chip was made under another key; nothing is left in the HSM
     * @throws EmvDataException when KEYDATA names a key that this TSP does not hold, or the response is none of the protocol
     */
    static SecureLoading open(
            Hsm hsm,
            KeyLabel session,
            KeyData chip,
            Bytes hostChallenge,
            Bytes initializeUpdateResponse,
            SecureChannelProtocol protocol,
            Trace trace) {
        KeyLabel kmc = KeyLabels.tspKmc(chip.issuer());
        if (!hsm.has(kmc)) {
            throw new EmvDataException("the chip names the personalization key of issuer " + chip.issuer()
                    + ", which this TSP does not hold");
        }
        ChipKeys keys = ChipKeys.below(session);
        try {
            keys.derive(hsm, protocol, kmc, chip.value());
            HostSession channel = keys.open(hsm, protocol, hostChallenge, initializeUpdateResponse);
            trace.record(new Decided(Party.TSP, Decision.CARD_CRYPTOGRAM_VALID, true, "chip " + chip));
            return new SecureLoading(hsm, keys, channel);
        } catch (CardCryptogramException e) {
            trace.record(new Decided(
                    Party.TSP, Decision.CARD_CRYPTOGRAM_VALID, false, "chip " + chip + ": " + e.getMessage()));
            keys.forget(hsm);
            throw e;
        } catch (EmvDataException e) {
            keys.forget(hsm);
            throw e;
        }
    }

    /** EXTERNAL AUTHENTICATE and every STORE DATA, wrapped, in the order of sending. */
    List<Bytes> commands(PreparedApplication application) {
        List<Bytes> commands = new ArrayList<>();
        commands.add(channel.externalAuthenticate().toBytes());
        List<CommandApdu> script = StoreDataScript.commands(
                application.groups(),
                channel.longestData(),
                secret -> channel.translateForCard(KeyLabels.TSP_FROM_MOTAPS, secret));
        for (CommandApdu command : script) {
            commands.add(channel.wrap(command).toBytes());
            expected.add(channel.unwrapping());
        }
        return commands;
    }

    /**
     * The responses without their protection. EXTERNAL AUTHENTICATE's is never protected
     * (GlobalPlatform Amendment D, 6.2.5).
     *
     * @param answers one to each command, or fewer where the device stopped
     * @throws EmvDataException when one is not the chip's own: whoever stands between said that a command was taken
     */
    List<ResponseApdu> opened(List<ResponseApdu> answers) {
        List<ResponseApdu> opened = new ArrayList<>(answers);
        for (int i = 1; i < answers.size() && i <= expected.size(); i++) {
            opened.set(i, expected.get(i - 1).apply(answers.get(i)));
        }
        return opened;
    }

    @Override
    public void close() {
        channel.close();
        keys.forget(hsm);
    }
}
