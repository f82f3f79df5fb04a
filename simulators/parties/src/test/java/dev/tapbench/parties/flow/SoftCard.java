package dev.tapbench.parties.flow;

import dev.tapbench.emv.Aip;
import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Csu;
import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Cvr;
import dev.tapbench.emv.Dol;
import dev.tapbench.emv.Iad;
import dev.tapbench.emv.IssuerAuthenticationData;
import dev.tapbench.emv.LoadReceipt;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.Pan;
import dev.tapbench.emv.PendingLoad;
import dev.tapbench.emv.Pin;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.crypto.ApplicationCryptogram;
import dev.tapbench.emv.crypto.Arpc;
import dev.tapbench.emv.crypto.Certificate;
import dev.tapbench.emv.crypto.Certificates;
import dev.tapbench.emv.crypto.IccKeys;
import dev.tapbench.emv.crypto.PinBlocks;
import dev.tapbench.emv.crypto.ReceiptMac;
import dev.tapbench.emv.crypto.SessionKey;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.CardRemovedException;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;

/** A card of a few lines for the tests of terminal and issuer: it knows the load, offline purchases and nothing else. */
final class SoftCard implements Card {
    static final Bytes AID = Bytes.hex("F0544150011010");
    private static final Dol CDOL1 = Dol.parse(Bytes.hex("9F02069F03069F1A0295055F2A029A039C019F37049F3501"));
    private static final Dol CDOL2 = Dol.parse(Bytes.hex("9F02069F03069F1A0295055F2A029A039C019F37048A029108"));
    private static final Bytes AIP = Bytes.hex("0100");
    private static final KeyLabel MASTER = KeyLabel.of("card/mk-ac");
    private static final KeyLabel SESSION = KeyLabel.of("card/sk-ac");
    private static final KeyLabel RSA = KeyLabel.of("card/rsa");

    final Pan pan;
    private final Hsm hsm;
    private final Pin pin;
    private final Bytes record;
    private final Bytes certificates;
    private final Bytes iccCertificate;
    private int atc;
    long funds;
    int loadNumber;
    private int lastLoadAtc;
    int triesLeft = 3;
    private PendingLoad pending = new PendingLoad(PendingLoad.State.NONE, 0, 0, Bytes.hex("0978"), 0);
    private Bytes pendingArqc = Bytes.zeros(8);
    private Optional<LoadReceipt> receipt = Optional.empty();
    /** The online purchase of this activation. */
    private Optional<Ordinary> ordinary = Optional.empty();

    private Bytes challenge = Bytes.empty();

    /** Faults and disturbances. */
    boolean comparesArpc = true;
    /** A fault: it accepts the load at tap 2. */
    boolean acceptsWithoutPin;
    /** A fault: it gives no certificate, whatever the issuer answers. */
    boolean refusesAnswers;

    /** What it sends is not what it signed: its load number is another. */
    boolean signsOtherThanItSends;

    Optional<Bytes> interaction = Optional.empty();
    CryptogramType purchaseAnswer = CryptogramType.TC;
    /** The card leaves before (or, with {@link #leavesAfter}, after) it works on this instruction, once. */
    int leavesAt = -1;

    boolean leavesAfter;

    SoftCard(Hsm hsm, Pan pan, int psn, Pin pin, Money funds, RSAPrivateCrtKey key) {
        this.hsm = hsm;
        this.pan = pan;
        this.pin = pin;
        this.funds = funds.minor();
        IccKeys.derive(hsm, KeyLabel.of("issuer/imk-ac"), pan, psn, MASTER);
        hsm.importRsa(RSA, key);
        Bytes authenticated = Bytes.concat(
                Tlv.encode(Tags.PAN, pan.toBcd()),
                Tlv.encode(Tags.PAN_SEQUENCE_NUMBER, Bytes.of(psn)),
                Tlv.encode(Tags.EXPIRY_DATE, Bytes.hex("301231")),
                Tlv.encode(Tags.CDOL1, CDOL1.encode()),
                Tlv.encode(Tags.CDOL2, CDOL2.encode()));
        YearMonth expires = YearMonth.of(2030, 12);
        Certificate issuer = Certificates.signIssuer(
                hsm,
                KeyLabel.of("ca/rsa"),
                "999902",
                expires,
                Bytes.of(0, 0, 1),
                hsm.rsaPublic(KeyLabel.of("motaps/issuer-rsa")));
        Certificate icc = Certificates.signIcc(
                hsm,
                KeyLabel.of("motaps/issuer-rsa"),
                pan,
                expires,
                Bytes.of(0, 0, 2),
                hsm.rsaPublic(RSA),
                authenticated);
        record = authenticated;
        certificates = Bytes.concat(
                Tlv.encode(Tags.CA_KEY_INDEX, Bytes.of(1)),
                Tlv.encode(Tags.ISSUER_CERTIFICATE, issuer.certificate()),
                Tlv.encode(Tags.ISSUER_KEY_REMAINDER, issuer.remainder()),
                Tlv.encode(Tags.ISSUER_KEY_EXPONENT, issuer.exponent()));
        iccCertificate = Bytes.concat(
                Tlv.encode(Tags.ICC_CERTIFICATE, icc.certificate()),
                Tlv.encode(Tags.ICC_KEY_REMAINDER, icc.remainder()),
                Tlv.encode(Tags.ICC_KEY_EXPONENT, icc.exponent()));
    }

    @Override
    public String id() {
        return "soft card";
    }

    CardLink link() {
        challenge = Bytes.empty();
        boolean[] processed = new boolean[1];
        return command -> {
            CommandApdu apdu = CommandApdu.parse(Bytes.of(command));
            boolean leaves = apdu.ins() == leavesAt;
            if (leaves && !leavesAfter) {
                leavesAt = -1;
                throw new CardRemovedException("the soft card left before " + apdu);
            }
            byte[] answer = work(apdu, processed).toArray();
            if (leaves) {
                leavesAt = -1;
                throw new CardRemovedException("the soft card left after " + apdu);
            }
            return answer;
        };
    }

    private Bytes work(CommandApdu apdu, boolean[] processed) {
        return switch (apdu.ins()) {
            case 0xA4 -> select(apdu.data());
            case 0xA8 -> {
                processed[0] = true;
                atc++;
                pending = none();
                ordinary = Optional.empty();
                yield ok(Tlv.encode(
                        0x77, Tlv.encode(Tags.AIP, AIP).then(Tlv.encode(Tags.AFL, Bytes.hex("08010101 08020300")))));
            }
            case 0xB2 -> ok(Tlv.encode(0x70, apdu.p1() == 1 ? record : apdu.p1() == 2 ? certificates : iccCertificate));
            case 0xAE ->
                !processed[0] ? secondCryptogram(apdu) : ordinary.isEmpty() ? firstCryptogram(apdu) : answered(apdu);
            case 0xCA -> getData(apdu.p1() << 8 | apdu.p2());
            case 0x84 -> {
                challenge = hsm.random(8);
                yield ok(challenge);
            }
            case 0x20 -> verify(apdu);
            default -> Bytes.hex("6D00");
        };
    }

    private static Bytes select(Bytes name) {
        if (name.equals(AID)) {
            return ok(Tlv.encode(0x6F, Tlv.encode(0x84, name).then(Tlv.encode(0xA5, Tlv.encode(0x50, ascii("SOFT"))))));
        }
        Bytes entry = Tlv.encode(0x61, Tlv.encode(0x4F, AID).then(Tlv.encode(0x87, Bytes.of(1))));
        return ok(Tlv.encode(0x6F, Tlv.encode(0x84, name).then(Tlv.encode(0xA5, Tlv.encode(0xBF0C, entry)))));
    }

    private Bytes firstCryptogram(CommandApdu apdu) {
        Map<Integer, Bytes> values = CDOL1.split(apdu.data());
        long amount =
                Money.ofN12(value(values, Tags.AMOUNT_AUTHORISED), Currency.EUR).minor();
        boolean load = value(values, Tags.TRANSACTION_TYPE).at(0) == 0x28;
        boolean asksAac = (apdu.p1() & 0xC0) == 0;
        CryptogramType type = load
                ? CryptogramType.ARQC
                : asksAac || (funds < amount && purchaseAnswer != CryptogramType.ARQC)
                        ? CryptogramType.AAC
                        : (apdu.p1() & 0xC0) == 0x80 ? CryptogramType.ARQC : purchaseAnswer;
        if (interaction.isPresent()) {
            type = CryptogramType.AAC;
        }
        if (type == CryptogramType.TC) {
            funds -= amount;
        }
        Bytes iad = iad(type, Optional.empty());
        Bytes cryptogram = cryptogram(values, atc, iad);
        if (type == CryptogramType.ARQC && !load) {
            ordinary = Optional.of(new Ordinary(cryptogram, amount, apdu.data()));
        }
        if (type == CryptogramType.ARQC && load) {
            pending = new PendingLoad(PendingLoad.State.OPEN, atc, amount, Bytes.hex("0978"), loadNumber);
            pendingArqc = cryptogram;
        }
        return answer(type, atc, iad, cryptogram, apdu.data(), value(values, Tags.UNPREDICTABLE_NUMBER));
    }

    private record Ordinary(Bytes arqc, long amount, Bytes cdol1) {}

    /** Second GENERATE AC of a purchase: the CSU decides where the ARPC holds; without 91 the card decides on its funds. */
    private Bytes answered(CommandApdu apdu) {
        Ordinary asked = ordinary.orElseThrow();
        ordinary = Optional.empty();
        Map<Integer, Bytes> values = CDOL2.split(apdu.data());
        IssuerAuthenticationData issuer =
                IssuerAuthenticationData.parse(value(values, Tags.ISSUER_AUTHENTICATION_DATA));
        boolean unable = value(values, Tags.AUTHORISATION_RESPONSE_CODE).equals(ascii("Y3"));
        SessionKey.common(hsm, MASTER, atc, SESSION);
        boolean held = Arpc.method2(hsm, SESSION, asked.arqc(), issuer.csu(), Bytes.empty())
                .equals(issuer.arpc());
        boolean debits = unable || issuer.csu().counterUpdate() == Csu.CounterUpdate.ADD_TRANSACTION;
        boolean accepted = (apdu.p1() & 0xC0) == 0x40
                && (unable || (held && issuer.csu().approves()))
                && (!debits || funds >= asked.amount());
        if (accepted && debits) {
            funds -= asked.amount();
        }
        CryptogramType type = accepted && !refusesAnswers ? CryptogramType.TC : CryptogramType.AAC;
        Bytes iad = iad(CryptogramType.ARQC, Optional.of(type), unable);
        Bytes cryptogram = cryptogram(values, atc, iad);
        return answer(
                type, atc, iad, cryptogram, asked.cdol1().then(apdu.data()), value(values, Tags.UNPREDICTABLE_NUMBER));
    }

    private Bytes secondCryptogram(CommandApdu apdu) {
        if (pending.state() == PendingLoad.State.NONE) {
            return Bytes.hex("6985");
        }
        Map<Integer, Bytes> values = CDOL2.split(apdu.data());
        IssuerAuthenticationData issuer =
                IssuerAuthenticationData.parse(value(values, Tags.ISSUER_AUTHENTICATION_DATA));
        SessionKey.common(hsm, MASTER, pending.atc(), SESSION);
        Bytes arpc = Arpc.method2(hsm, SESSION, pendingArqc, issuer.csu(), Bytes.empty());
        boolean accepted =
                !comparesArpc || (arpc.equals(issuer.arpc()) && issuer.csu().approves());
        CryptogramType type = accepted ? CryptogramType.TC : CryptogramType.AAC;
        int pendingAtc = pending.atc();
        pending = accepted
                ? new PendingLoad(
                        PendingLoad.State.AUTHENTICATED,
                        pendingAtc,
                        pending.amount(),
                        pending.currencyCode(),
                        loadNumber)
                : none();
        Bytes iad = iad(CryptogramType.ARQC, Optional.of(type));
        Bytes cryptogram = cryptogram(values, pendingAtc, iad);
        if (accepted && acceptsWithoutPin) {
            credit();
        }
        return answer(type, pendingAtc, iad, cryptogram, apdu.data(), value(values, Tags.UNPREDICTABLE_NUMBER));
    }

    private Bytes verify(CommandApdu apdu) {
        Bytes plain = hsm.rsaPrivate(RSA, apdu.data());
        if (challenge.isEmpty() || plain.at(0) != 0x7F || !plain.slice(9, 17).equals(challenge)) {
            return Bytes.hex("6984");
        }
        challenge = Bytes.empty();
        triesLeft--;
        if (!PinBlocks.pin(plain.slice(1, 9)).equals(pin)) {
            if (triesLeft == 0) {
                finish(LoadReceipt.Status.ABANDONED);
            }
            return Bytes.of(0x63, 0xC0 | triesLeft);
        }
        triesLeft = 3;
        credit();
        return Bytes.hex("9000");
    }

    private void credit() {
        funds += pending.amount();
        loadNumber++;
        lastLoadAtc = pending.atc();
        finish(LoadReceipt.Status.ACCEPTED);
    }

    private void finish(LoadReceipt.Status status) {
        SessionKey.common(hsm, MASTER, pending.atc(), SESSION);
        Bytes mac = ReceiptMac.compute(hsm, SESSION, receipt(status, Bytes.zeros(8)));
        receipt = Optional.of(receipt(status, mac));
        pending = none();
    }

    private LoadReceipt receipt(LoadReceipt.Status status, Bytes mac) {
        return new LoadReceipt(
                1,
                status,
                pending.atc(),
                pendingArqc,
                pending.amount(),
                pending.currencyCode(),
                loadNumber,
                funds,
                mac);
    }

    private Bytes getData(int tag) {
        return switch (tag) {
            case Tags.PENDING_LOAD -> ok(Tlv.encode(tag, pending.encode()));
            case Tags.LOAD_RECEIPT ->
                receipt.map(found -> ok(Tlv.encode(tag, found.encode()))).orElse(Bytes.hex("6A88"));
            default -> Bytes.hex("6A88");
        };
    }

    private PendingLoad none() {
        return new PendingLoad(PendingLoad.State.NONE, 0, 0, Bytes.hex("0978"), loadNumber);
    }

    private Bytes iad(CryptogramType first, Optional<CryptogramType> second) {
        return iad(first, second, false);
    }

    private Bytes iad(CryptogramType first, Optional<CryptogramType> second, boolean unable) {
        Cvr plain = new Cvr(Bytes.of(0, triesLeft << 4, 0, 0, 0)).withCryptograms(first, second);
        Cvr cvr = unable ? plain.with(Cvr.Bit.UNABLE_TO_GO_ONLINE) : plain;
        return Iad.of(1, cvr, loadNumber, lastLoadAtc, funds).encode();
    }

    /** An AAC over these values with the next ATC, as the closing proof of personalization needs it. */
    Bytes[] closingProof(Map<Integer, Bytes> values) {
        atc++;
        Bytes iad = iad(CryptogramType.AAC, Optional.empty());
        return new Bytes[] {AIP, Bytes.number(atc, 2), iad, cryptogram(values, atc, iad)};
    }

    private Bytes cryptogram(Map<Integer, Bytes> values, int counter, Bytes iad) {
        SessionKey.common(hsm, MASTER, counter, SESSION);
        return ApplicationCryptogram.compute(
                hsm, SESSION, ApplicationCryptogram.input(values, new Aip(AIP).value(), counter, iad));
    }

    private Bytes answer(
            CryptogramType type, int counter, Bytes iad, Bytes cryptogram, Bytes dolData, Bytes unpredictableNumber) {
        Bytes cid = Tlv.encode(Tags.CID, Bytes.of(type.code()));
        Bytes head = cid.then(Tlv.encode(Tags.ATC, Bytes.number(counter, 2)));
        Bytes tail = Tlv.encode(Tags.IAD, iad);
        if (type == CryptogramType.AAC) {
            Bytes asks = interaction
                    .map(value -> Tlv.encode(Tags.CARDHOLDER_INTERACTION, value))
                    .orElse(Bytes.empty());
            return ok(Tlv.encode(
                    0x77, Bytes.concat(head, Tlv.encode(Tags.APPLICATION_CRYPTOGRAM, cryptogram), tail, asks)));
        }
        Bytes hash = sha1(Bytes.concat(dolData, head, tail));
        Bytes dynamic = Bytes.concat(Bytes.of(2, 0, counter & 0xFF), Bytes.of(type.code()), cryptogram, hash);
        Bytes covered = Bytes.concat(
                Bytes.of(5, 1, dynamic.length()), dynamic, Bytes.hex("BB".repeat(128 - 25 - dynamic.length())));
        Bytes block = Bytes.concat(Bytes.of(0x6A), covered, sha1(covered.then(unpredictableNumber)), Bytes.of(0xBC));
        Bytes signature = hsm.rsaPrivate(RSA, block);
        if (signsOtherThanItSends) {
            byte[] other = iad.toArray();
            other[9] ^= 1;
            tail = Tlv.encode(Tags.IAD, Bytes.of(other));
        }
        return ok(Tlv.encode(0x77, Bytes.concat(head, Tlv.encode(Tags.SDAD, signature), tail)));
    }

    private static Bytes value(Map<Integer, Bytes> values, int tag) {
        return values.getOrDefault(tag, Bytes.empty());
    }

    private static Bytes ok(Bytes data) {
        return data.then(Bytes.hex("9000"));
    }

    private static Bytes ascii(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Bytes sha1(Bytes data) {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-1").digest(data.toArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
