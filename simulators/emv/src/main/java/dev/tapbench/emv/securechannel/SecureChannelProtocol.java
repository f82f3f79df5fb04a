package dev.tapbench.emv.securechannel;

import dev.tapbench.emv.EmvDataException;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.KeyKind;

/** The protocol in which a chip lets itself be personalized, with its implementation option i: what its maker chose. */
public enum SecureChannelProtocol {
    /** SCP02 with three keys, ICV of the C-MAC enciphered. */
    SCP02_I_15(Scp02Session.I_15),
    /** SCP02 with three keys and the plain ICV. */
    SCP02_I_05(Scp02Session.I_05),
    /** SCP03 in S8 mode with pseudo-random challenge, R-MAC and R-ENCRYPTION. */
    SCP03_I_70(0x70);

    private final int implementation;

    SecureChannelProtocol(int implementation) {
        this.implementation = implementation;
    }

    /** Implementation option i, one byte. */
    public int implementation() {
        return implementation;
    }

    /** Whether keys are AES (GlobalPlatform Amendment D) instead of triple DES. */
    public boolean scp03() {
        return this == SCP03_I_70;
    }

    /** The kind of a master key of that many bytes: 16 under SCP02, and 16, 24 or 32 under SCP03. */
    public KeyKind masterKey(int length) {
        return scp03() ? KeyKind.aes(length) : KeyKind.TDES;
    }

    /**
     * KEYDATA from the answer to INITIALIZE UPDATE.
     *
     * @throws EmvDataException when the chip answered in another protocol than this one: its maker chose it, and whoever stands
     *     between cannot talk the host into a weaker one
     */
    public KeyData keyData(Bytes initializeUpdateResponse) {
        if (!scp03()) {
            return InitializeUpdateResponse.parse(initializeUpdateResponse).keyData();
        }
        Scp03InitializeUpdateResponse chip = Scp03InitializeUpdateResponse.parse(initializeUpdateResponse);
        if (chip.implementation() != implementation) {
            throw new EmvDataException("the chip speaks SCP03 with i=" + Bytes.of(chip.implementation())
                    + ", expected i=" + Bytes.of(implementation) + " (GlobalPlatform Amendment D, 5.1)");
        }
        return chip.keyData();
    }
}
