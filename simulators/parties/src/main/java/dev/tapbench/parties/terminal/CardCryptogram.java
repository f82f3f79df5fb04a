package dev.tapbench.parties.terminal;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Cvr;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Iad;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.crypto.Cda;
import dev.tapbench.ports.Bytes;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;

/**
 * A card's answer to GENERATE AC (EMV Book 3, 6.5.5.4, format 2).
 *
 * @param response template 77
 * @param type what the card says that it decided; proved only by the signature
 * @param atc 0 to 65535
 * @param iad 9F10
 */
record CardCryptogram(Tlv response, CryptogramType type, int atc, Bytes iad) {
    /** @throws EmvDataException when it is no such answer */
    static CardCryptogram parse(Bytes data) {
        Tlv response = Tlv.parse(data);
        if (response.tag() != Tags.RESPONSE_TEMPLATE_2) {
            throw new EmvDataException(
                    "GENERATE AC answered with template " + Tlv.hexTag(response.tag()) + ", expected 77");
        }
        Bytes cid = response.require(Tags.CID).value();
        Bytes atc = response.require(Tags.ATC).value();
        if (cid.length() != 1 || atc.length() != 2) {
            throw new EmvDataException("GENERATE AC answered 9F27 with " + cid.length() + " bytes and 9F36 with "
                    + atc.length() + ", expected 1 and 2");
        }
        return new CardCryptogram(
                response,
                CryptogramType.ofCid(cid.at(0)),
                (int) atc.toNumber(),
                response.require(Tags.IAD).value());
    }

    /** Checks the signature; without one the answer proves nothing (EMV Book 2, 6.6.2). */
    Cda.Result signature(RSAPublicKey key, Bytes unpredictableNumber, Bytes... dolData) {
        if (response.find(Tags.SDAD).isEmpty()) {
            return new Cda.Invalid("CDA was asked for, and the card signed nothing");
        }
        return Cda.verify(key, unpredictableNumber, List.of(dolData), response);
    }

    /** The cryptogram of an answer that is not signed. */
    Optional<Bytes> plainCryptogram() {
        return response.find(Tags.APPLICATION_CRYPTOGRAM).map(Tlv::value);
    }

    /** DF4B byte 1 b5: the phone asks its holder for a verification (protocol section 4). */
    boolean asksForVerification() {
        return response.find(Tags.CARDHOLDER_INTERACTION)
                .map(Tlv::value)
                .filter(value -> value.length() == 3)
                .filter(value -> (value.at(0) & 0x10) != 0)
                .isPresent();
    }

    /**
     * CVR byte 3 b4 of our profile: the card wants its holder to be verified, which a tap cannot do (protocol section 1). Where
     * the money is short as well, nobody is asked for anything. EMV leaves these bits to the issuer; a terminal that reads them
     * departs from EMV.
     */
    boolean wantsHolderVerified() {
        try {
            Cvr cvr = Iad.parse(iad).cvr();
            return cvr.has(Cvr.Bit.LOST_OR_STOLEN_LIMIT_EXCEEDED) && !cvr.has(Cvr.Bit.UPPER_AMOUNT_EXCEEDED);
        } catch (EmvDataException otherProfile) {
            return false;
        }
    }
}
