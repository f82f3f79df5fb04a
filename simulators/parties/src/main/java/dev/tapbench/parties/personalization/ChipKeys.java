package dev.tapbench.parties.personalization;

import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.securechannel.CpsKeys;
import dev.tapbench.emv.securechannel.HostSession;
import dev.tapbench.emv.securechannel.Scp02Session;
import dev.tapbench.emv.securechannel.Scp03CardKeys;
import dev.tapbench.emv.securechannel.Scp03Session;
import dev.tapbench.emv.securechannel.SecureChannelProtocol;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;

/**
 * A chip's three keys in the HSM, below one label, and the secure channel that they open.
 *
 * @param enc card key ENC
 * @param mac card key MAC
 * @param dek card key DEK
 */
public record ChipKeys(KeyLabel enc, KeyLabel mac, KeyLabel dek) {
    /** Where the keys of one session are. */
    public static ChipKeys below(KeyLabel session) {
        return new ChipKeys(session.child("enc"), session.child("mac"), session.child("dek"));
    }

    /**
     * From the master key: as EMV CPS 1.1, 4.1 says under SCP02, and in counter mode with CMAC under SCP03.
     *
     * @param keydata the chip's, 10 bytes
     */
    public void derive(Hsm hsm, SecureChannelProtocol protocol, KeyLabel kmc, Bytes keydata) {
        if (protocol.scp03()) {
            Scp03CardKeys.derive(hsm, kmc, keydata, enc, mac, dek);
        } else {
            CpsKeys.derive(hsm, kmc, keydata, enc, mac, dek);
        }
    }

    /**
     * Opens the session of the protocol and checks the card cryptogram.
     *
     * @param hostChallenge of the INITIALIZE UPDATE, 8 bytes
     * @throws EmvDataException when it is wrong, or the response is none of this protocol
     */
    public HostSession open(
            Hsm hsm, SecureChannelProtocol protocol, Bytes hostChallenge, Bytes initializeUpdateResponse) {
        return protocol.scp03()
                ? Scp03Session.open(hsm, enc, mac, dek, hostChallenge, initializeUpdateResponse)
                : Scp02Session.open(
                        hsm, enc, mac, dek, hostChallenge, initializeUpdateResponse, protocol.implementation());
    }

    /** Destroys the three keys. */
    public void forget(Hsm hsm) {
        hsm.destroy(enc);
        hsm.destroy(mac);
        hsm.destroy(dek);
    }
}
