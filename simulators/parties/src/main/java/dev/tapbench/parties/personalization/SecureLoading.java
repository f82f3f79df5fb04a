package dev.tapbench.parties.personalization;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.securechannel.CardCryptogramException;
import dev.tapbench.emv.securechannel.CpsKeys;
import dev.tapbench.emv.securechannel.KeyData;
import dev.tapbench.emv.securechannel.Scp02Session;
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

/**
 * One secure channel to one application of a chip, from the diversified keys to the last STORE DATA (P-11; EMV CPS 1.1, 4 and
 * 5). Its keys live in the HSM, below the session's label, until it is closed.
 */
final class SecureLoading implements AutoCloseable {
    private final Hsm hsm;
    private final KeyLabel enc;
    private final KeyLabel mac;
    private final KeyLabel dek;
    private final Scp02Session channel;

    private SecureLoading(Hsm hsm, KeyLabel enc, KeyLabel mac, KeyLabel dek, Scp02Session channel) {
        this.hsm = hsm;
        this.enc = enc;
        this.mac = mac;
        this.dek = dek;
        this.channel = channel;
    }

    /**
     * Derives the chip's keys from the master key that KEYDATA names and checks the card cryptogram.
     *
     * @throws CardCryptogramException when the chip was made under another key; nothing is left in the HSM
     * @throws EmvDataException when KEYDATA names a key that this TSP does not hold, or the response is none of SCP02
     */
    static SecureLoading open(
            Hsm hsm,
            KeyLabel session,
            KeyData chip,
            Bytes hostChallenge,
            Bytes initializeUpdateResponse,
            int scp02Option,
            Trace trace) {
        KeyLabel kmc = KeyLabels.tspKmc(chip.issuer());
        if (!hsm.has(kmc)) {
            throw new EmvDataException("the chip names the personalization key of issuer " + chip.issuer()
                    + ", which this TSP does not hold");
        }
        KeyLabel enc = session.child("enc");
        KeyLabel mac = session.child("mac");
        KeyLabel dek = session.child("dek");
        try {
            CpsKeys.derive(hsm, kmc, chip.value(), enc, mac, dek);
            Scp02Session channel =
                    Scp02Session.open(hsm, enc, mac, dek, hostChallenge, initializeUpdateResponse, scp02Option);
            trace.record(new Decided(Party.TSP, Decision.CARD_CRYPTOGRAM_VALID, true, "chip " + chip));
            return new SecureLoading(hsm, enc, mac, dek, channel);
        } catch (CardCryptogramException e) {
            trace.record(new Decided(
                    Party.TSP, Decision.CARD_CRYPTOGRAM_VALID, false, "chip " + chip + ": " + e.getMessage()));
            forget(hsm, enc, mac, dek);
            throw e;
        } catch (EmvDataException e) {
            forget(hsm, enc, mac, dek);
            throw e;
        }
    }

    /** EXTERNAL AUTHENTICATE and every STORE DATA, wrapped, in the order of sending. */
    List<Bytes> commands(PreparedApplication application) {
        List<Bytes> commands = new ArrayList<>();
        commands.add(channel.externalAuthenticate(Scp02Session.LEVEL_MAC_AND_ENCIPHERMENT)
                .toBytes());
        List<CommandApdu> script = StoreDataScript.commands(
                application.groups(),
                channel.longestData(),
                secret -> channel.translateForCard(KeyLabels.TSP_FROM_MOTAPS, secret));
        for (CommandApdu command : script) {
            commands.add(channel.wrap(command).toBytes());
        }
        return commands;
    }

    @Override
    public void close() {
        channel.close();
        forget(hsm, enc, mac, dek);
    }

    private static void forget(Hsm hsm, KeyLabel... keys) {
        for (KeyLabel key : keys) {
            hsm.destroy(key);
        }
    }
}
