package dev.tapbench.emv.calc;

import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.Tvr;
import dev.tapbench.emv.crypto.BadSignatureException;
import dev.tapbench.emv.crypto.Cda;
import dev.tapbench.emv.crypto.Certificates;
import dev.tapbench.emv.crypto.Dda;
import dev.tapbench.emv.crypto.Recovery;
import dev.tapbench.emv.crypto.Rsa;
import dev.tapbench.emv.crypto.SignedCryptogram;
import dev.tapbench.ports.Bytes;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;

/**
 * What a terminal finds of a card's certificates and signature.
 *
 * @param combined whether it was CDA
 * @param performed whether there was a signature to check
 * @param valid whether all of it holds
 * @param cryptogram that the signature carries, with CDA
 */
record CardSignature(boolean combined, boolean performed, boolean valid, Optional<Bytes> cryptogram) {
    private static final String PROBLEM = "why not";

    /** Checks certificates and signature, and gives what it finds. */
    static CardSignature check(RecordedTransaction transaction, RSAPublicKey ca, Answer out) {
        boolean combined = transaction.cryptogram().signature().isPresent();
        Optional<RSAPublicKey> issuer = key(
                "issuer",
                Certificates.checkIssuer(ca, transaction.issuerCertificate(), transaction.pan(), transaction.date()),
                out);
        Optional<RSAPublicKey> card = issuer.flatMap(key -> key(
                "icc",
                Certificates.checkIcc(
                        key,
                        transaction.cardCertificate(),
                        transaction.staticData(),
                        transaction.pan(),
                        transaction.date()),
                out));
        if (card.isEmpty()) {
            return new CardSignature(combined, true, false, Optional.empty());
        }
        return combined ? combined(transaction, card.get(), out) : dynamic(transaction, card.get(), out);
    }

    private static Optional<RSAPublicKey> key(String whose, Recovery recovery, Answer out) {
        out.give(whose + "_hash_ok", recovery.valid());
        if (recovery instanceof Recovery.Valid valid) {
            out.give(whose + "_modulus", Rsa.modulus(valid.key()), "valid to " + valid.expires());
            return Optional.of(valid.key());
        }
        if (recovery instanceof Recovery.Invalid invalid) {
            out.step(PROBLEM, invalid.reason());
        }
        return Optional.empty();
    }

    private static CardSignature combined(RecordedTransaction transaction, RSAPublicKey card, Answer out) {
        Bytes un = transaction.sent(Tags.UNPREDICTABLE_NUMBER);
        Tlv response = transaction.cryptogramTemplate();
        Cda.Result result = Cda.verify(card, un, List.of(transaction.pdolData(), transaction.cdolData()), response);
        out.give("sdad_hash_ok", result.valid());
        if (result instanceof Cda.Valid valid) {
            out.give("icc_dynamic_number", valid.dynamicNumber())
                    .give("transaction_data_hash", opened(card, response).transactionHash());
            return new CardSignature(true, true, true, Optional.of(valid.cryptogram()));
        }
        if (result instanceof Cda.Invalid invalid) {
            out.step(PROBLEM, invalid.reason());
        }
        return new CardSignature(true, true, false, Optional.empty());
    }

    private static SignedCryptogram opened(RSAPublicKey card, Tlv response) {
        try {
            return SignedCryptogram.recover(card, response.require(Tags.SDAD).value());
        } catch (BadSignatureException e) {
            throw new IllegalStateException("a signature that was checked can be opened", e);
        }
    }

    private static CardSignature dynamic(RecordedTransaction transaction, RSAPublicKey card, Answer out) {
        Optional<RecordedTransaction.Signed> signed = transaction.internalAuthenticate();
        if (signed.isEmpty()) {
            return new CardSignature(false, false, false, Optional.empty());
        }
        Dda.Result result =
                Dda.verify(card, signed.get().signature(), signed.get().data());
        out.give("sdad_hash_ok", result.valid());
        if (result instanceof Dda.Valid valid) {
            out.give("icc_dynamic_number", valid.dynamicNumber());
        }
        if (result instanceof Dda.Invalid invalid) {
            out.step(PROBLEM, invalid.reason());
        }
        return new CardSignature(false, true, result.valid(), Optional.empty());
    }

    /** The TVR with the bit for a failed data authentication, where it failed (EMV Book 3, C5). */
    Bytes tvr(Bytes sent) {
        Tvr tvr = new Tvr(sent);
        if (!performed || valid) {
            return tvr.value();
        }
        return tvr.with(combined ? Tvr.Bit.CDA_FAILED : Tvr.Bit.DDA_FAILED).value();
    }
}
