package dev.tapbench.bench.conformance;

import dev.tapbench.bench.HeldCard;
import dev.tapbench.bench.IssuingChain;
import dev.tapbench.emv.Csu;
import dev.tapbench.emv.crypto.Arpc;
import dev.tapbench.emv.crypto.IccKeys;
import dev.tapbench.emv.crypto.ScriptSender;
import dev.tapbench.emv.crypto.SessionKey;
import dev.tapbench.parties.personalization.KeyLabels;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;

/**
 * Holds the issuer's keys and says to a card whatever a table wants said: any card status update, any script. The issuer of the
 * stories decides by its books; this one has none. What it derives stays in the scenario's part of the module and ends with it.
 */
final class TestIssuer {
    private final Hsm hsm;
    private final HeldCard held;
    private int answers;

    TestIssuer(Hsm hsm, HeldCard held) {
        this.hsm = hsm;
        this.held = held;
    }

    /**
     * Issuer authentication data, ARPC method 2 (EMV Book 2, 8.2.2).
     *
     * @param cryptogram the ARQC that is answered, 8 bytes
     * @param atc of its transaction
     * @param proprietary 0 to 8 bytes; covered only where the CSU says so
     */
    Bytes answer(Bytes cryptogram, int atc, Csu csu, Bytes proprietary) {
        KeyLabel master = cardKey(KeyLabels.ISSUER_AC);
        KeyLabel session = master.child("atc-" + atc);
        SessionKey.common(hsm, master, atc, session);
        return Arpc.answer(hsm, session, cryptogram, csu, proprietary).encode();
    }

    /** Scripts of the transaction whose first cryptogram this is (EMV Book 2, 9.2). */
    ScriptSender scripts(Bytes firstCryptogram) {
        return ScriptSender.open(hsm, cardKey(KeyLabels.ISSUER_SMI), cardKey(KeyLabels.ISSUER_SMC), firstCryptogram);
    }

    private KeyLabel cardKey(KeyLabel issuerKey) {
        KeyLabel key = issuerKey.child("conformance-" + ++answers);
        IccKeys.derive(
                hsm,
                issuerKey,
                held.books().pan(),
                IssuingChain.PAN_SEQUENCE_NUMBER,
                held.chain().profile().issuing().derivation(),
                key);
        return key;
    }
}
