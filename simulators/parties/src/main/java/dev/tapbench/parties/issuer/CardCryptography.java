package dev.tapbench.parties.issuer;

import dev.tapbench.emv.Csu;
import dev.tapbench.emv.LoadReceipt;
import dev.tapbench.emv.crypto.ApplicationCryptogram;
import dev.tapbench.emv.crypto.Arpc;
import dev.tapbench.emv.crypto.IccKeys;
import dev.tapbench.emv.crypto.ReceiptMac;
import dev.tapbench.emv.crypto.ScriptSender;
import dev.tapbench.emv.crypto.SessionKey;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the issuer's HSM computes for a card. Keys are derived for one computation and destroyed after it. */
final class CardCryptography {
    private static final KeyLabel IMK_AC = KeyLabel.of("issuer/imk-ac");
    private static final KeyLabel IMK_SMI = KeyLabel.of("issuer/imk-smi");
    private static final KeyLabel IMK_SMC = KeyLabel.of("issuer/imk-smc");

    private final Hsm hsm;
    private int count;

    CardCryptography(Hsm hsm) {
        this.hsm = hsm;
    }

    /** Whether the application cryptogram is this card's over these data (EMV Book 2, 8.1). */
    boolean valid(CardFile card, Map<Integer, Bytes> terminalData, Bytes aip, int atc, Bytes iad, Bytes cryptogram) {
        return withSessionKey(card, atc, key -> {
            Bytes input = ApplicationCryptogram.input(terminalData, aip, atc, iad);
            return ApplicationCryptogram.compute(hsm, key, input).equals(cryptogram);
        });
    }

    boolean valid(CardFile card, ChipData chip) {
        return valid(card, chip.terminalData(), chip.aip(), chip.atc(), chip.iadBytes(), chip.cryptogram());
    }

    /** Issuer authentication data 91 = ARPC(4) CSU(4) (EMV Book 2, 8.2.2, method 2). */
    Bytes issuerAuthenticationData(CardFile card, int atc, Bytes arqc, Csu csu) {
        return withSessionKey(
                card,
                atc,
                key -> Arpc.answer(hsm, key, arqc, csu, Bytes.empty()).encode());
    }

    /**
     * The orders as issuer scripts (EMV Book 3, 10.10; Book 2, 9): what changes the card in template 71, what ends its use in
     * template 72, so that it still answers the second GENERATE AC. One chain of MACs runs through both.
     *
     * @param firstAc the cryptogram that is answered: the scripts' session keys come from it
     */
    Bytes scripts(CardFile card, Bytes firstAc, List<CardOrder> orders) {
        if (orders.isEmpty()) {
            return Bytes.empty();
        }
        KeyLabel mac = IMK_SMI.child("card-" + ++count);
        KeyLabel enc = IMK_SMC.child("card-" + count);
        try {
            derive(card, IMK_SMI, mac);
            derive(card, IMK_SMC, enc);
            try (ScriptSender sender = ScriptSender.open(hsm, mac, enc, firstAc)) {
                return ScriptWriter.write(sender, orders);
            }
        } finally {
            hsm.destroy(mac);
            hsm.destroy(enc);
        }
    }

    /** Whether the receipt's MAC is this card's, under the AC session key of the load's ATC. */
    boolean valid(CardFile card, LoadReceipt receipt) {
        return withSessionKey(card, receipt.atc(), key -> ReceiptMac.holds(hsm, key, receipt));
    }

    private <T> T withSessionKey(CardFile card, int atc, Function<KeyLabel, T> work) {
        KeyLabel master = IMK_AC.child("card-" + ++count);
        KeyLabel session = master.child("atc-" + atc);
        try {
            derive(card, IMK_AC, master);
            SessionKey.common(hsm, master, atc, session);
            return work.apply(session);
        } finally {
            hsm.destroy(session);
            hsm.destroy(master);
        }
    }

    private void derive(CardFile card, KeyLabel issuerKey, KeyLabel out) {
        var unused = IccKeys.derive(
                hsm,
                issuerKey,
                card.pan(),
                card.panSequenceNumber(),
                card.product().derivation(),
                out);
    }
}
