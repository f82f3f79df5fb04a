package dev.tapbench.parties.phone;

import dev.tapbench.emv.Pan;
import dev.tapbench.emv.crypto.IccKeys;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyInfo;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.hsm.MacAlgorithm;
import java.util.Optional;

/**
 * The sensor of a phone, which knows its owner's finger and is paired with the applet: it proves with a key of its own that it
 * saw that finger after the applet had asked. The phone's processor carries the proof and cannot make one.
 */
public final class Sensor {
    private static final Bytes FROM_ZERO = Bytes.zeros(8);

    private final Hsm secure;
    private final KeyLabel pairing;

    private Sensor(Hsm secure, KeyLabel pairing) {
        this.secure = secure;
        this.pairing = pairing;
    }

    /**
     * A sensor that the phone's maker pairs with the applet of this card.
     *
     * @param secure the sensor's own enclave, which holds the maker's master key
     */
    public static Sensor paired(
            Hsm secure, KeyLabel master, Pan pan, int panSequenceNumber, IccKeys.Option derivation) {
        KeyLabel pairing = master.child("phone");
        KeyInfo unused = IccKeys.derive(secure, master, pan, panSequenceNumber, derivation, pairing);
        return new Sensor(secure, pairing);
    }

    /**
     * The proof that the owner is there now: a retail MAC over the applet's challenge, 8 bytes.
     *
     * @param owners whether the finger is the owner's
     * @return empty when the sensor does not know it
     */
    Optional<Bytes> prove(boolean owners, Bytes challenge) {
        return owners ? Optional.of(secure.mac(pairing, MacAlgorithm.RETAIL, FROM_ZERO, challenge)) : Optional.empty();
    }
}
