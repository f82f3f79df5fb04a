package dev.tapbench.parties.personalization;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Capability;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.CardRemovedException;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.Reader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A chip with a directory and a payment application, in plain Java on the platform's triple DES: SCP02 (i=15) or {@link FakeScp03}, STORE DATA, GET
 * PROCESSING OPTIONS and an AAC. It is also its reader.
 */
final class FakeChip implements Card, Reader {
    private static final Bytes PAYMENT = Bytes.hex("F0544150011010");

    private final Map<Bytes, FakeApplication> applications = new LinkedHashMap<>();
    private static final String CONTACT_DIRECTORY = "1PAY.SYS.DDF01";

    private final Medium medium;
    /** The exchange, counted over all links from 1, at which the chip leaves the field; 0 for never. */
    int removeAt;

    int exchanges;
    int links;
    /** Makes the AAC wrong. */
    boolean lies;

    FakeChip(Bytes keydata, Bytes enc, Bytes mac, Bytes dek, Medium medium) {
        this.medium = medium;
        applications.put(name("2PAY.SYS.DDF01"), new FakeApplication(keydata, enc, mac, dek));
        applications.put(name(CONTACT_DIRECTORY), new FakeApplication(keydata, enc, mac, dek));
        applications.put(PAYMENT, new FakeApplication(keydata, enc, mac, dek));
    }

    private static Bytes name(String aid) {
        return Bytes.of(aid.getBytes(StandardCharsets.US_ASCII));
    }

    FakeApplication contactDirectory() {
        return Objects.requireNonNull(applications.get(name(CONTACT_DIRECTORY)));
    }

    /** Has every application speak SCP03 instead. */
    void speak(Supplier<FakeScp03> end) {
        applications.values().forEach(application -> application.scp03 = end.get());
    }

    FakeApplication payment() {
        return Objects.requireNonNull(applications.get(PAYMENT));
    }

    @Override
    public String id() {
        return "chip";
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public Medium medium() {
        return medium;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.CONTACTLESS);
    }

    @Override
    public void close() {}

    @Override
    public CardLink tap(Card card) {
        links++;
        return new CardLink() {
            private @Nullable FakeApplication selected;

            @Override
            public byte[] transmit(byte[] command) {
                if (++exchanges == removeAt) {
                    throw new CardRemovedException("pulled out");
                }
                Bytes apdu = Bytes.of(command);
                if (apdu.at(1) == 0xA4) {
                    Bytes name = apdu.slice(5, 5 + apdu.at(4));
                    selected = applications.get(name);
                    return selected == null
                            ? Bytes.hex("6A82").toArray()
                            : selected.select(name).toArray();
                }
                return selected == null
                        ? Bytes.hex("6985").toArray()
                        : selected.process(apdu, lies).toArray();
            }
        };
    }

    /** One application of the chip. */
    static final class FakeApplication {
        private static final Bytes OK = Bytes.hex("9000");
        private static final Bytes REFUSED = Bytes.hex("6985");
        private static final Bytes CHALLENGE = Bytes.hex("A1A2A3A4A5A6");

        private final Bytes keydata;
        private final Bytes enc;
        private final Bytes mac;
        private final Bytes dek;
        final Map<Integer, Bytes> groups = new HashMap<>();
        boolean personalized;
        private int sequence = 1;
        private Bytes sessionEnc = Bytes.empty();
        private Bytes sessionMac = Bytes.empty();
        private Bytes sessionDek = Bytes.empty();
        private Bytes hostChallenge = Bytes.empty();
        private Bytes icv = Bytes.zeros(8);
        private Bytes pending = Bytes.empty();
        private int block;
        private boolean open;
        private int atc;

        @Nullable
        FakeScp03 scp03;
        /** Says 9000 as anybody could, and never proves under SCP03 that it took a command. */
        boolean answersWithoutMac;

        FakeApplication(Bytes keydata, Bytes enc, Bytes mac, Bytes dek) {
            this.keydata = keydata;
            this.enc = enc;
            this.mac = mac;
            this.dek = dek;
        }

        Bytes select(Bytes name) {
            open = false;
            Bytes content =
                    Bytes.concat(Bytes.of(0x84, name.length()), name, personalized ? group(0x9102) : Bytes.empty());
            return Bytes.concat(Bytes.of(0x6F, content.length()), content, OK);
        }

        Bytes process(Bytes apdu, boolean lies) {
            return switch (apdu.at(1)) {
                case 0x50 -> personalized ? REFUSED : initializeUpdate(apdu.slice(5, 13));
                case 0x82 -> externalAuthenticate(apdu);
                case 0xE2 -> open ? storeData(apdu) : Bytes.hex("6982");
                case 0xB2 -> personalized ? record(apdu.at(3) >> 3, apdu.at(2)) : REFUSED;
                case 0xA8 -> personalized ? options() : REFUSED;
                case 0xAE -> personalized ? aac(apdu.slice(5, 5 + apdu.at(4)), lies) : REFUSED;
                default -> Bytes.hex("6D00");
            };
        }

        private Bytes record(int sfi, int number) {
            Bytes record = groups.get(sfi << 8 | number);
            return record == null ? Bytes.hex("6A83") : record.then(OK);
        }

        private Bytes initializeUpdate(Bytes challenge) {
            if (scp03 != null) {
                return scp03.initializeUpdate(challenge).then(OK);
            }
            Bytes counter = Bytes.number(sequence, 2);
            hostChallenge = challenge;
            sessionEnc = session(enc, 0x0182, counter);
            sessionMac = session(mac, 0x0101, counter);
            sessionDek = session(dek, 0x0181, counter);
            icv = Bytes.zeros(8);
            Bytes cryptogram = Des.cbcMac(sessionEnc, Bytes.concat(challenge, counter, CHALLENGE));
            return Bytes.concat(keydata, Bytes.of(1, 2), counter, CHALLENGE, cryptogram, OK);
        }

        private static Bytes session(Bytes key, int constant, Bytes counter) {
            return Des.cbc(
                    true, key, Bytes.zeros(8), Bytes.concat(Bytes.number(constant, 2), counter, Bytes.zeros(12)));
        }

        private Bytes externalAuthenticate(Bytes apdu) {
            if (!(scp03 == null ? authenticates(apdu) : scp03.authenticates(apdu))) {
                return Bytes.hex("6300");
            }
            sequence++;
            open = true;
            block = 0;
            groups.clear();
            pending = Bytes.empty();
            return OK;
        }

        private boolean authenticates(Bytes apdu) {
            Bytes cryptogram =
                    Des.cbcMac(sessionEnc, Bytes.concat(Bytes.number(sequence, 2), CHALLENGE, hostChallenge));
            return apdu.at(2) == 0x03
                    && apdu.slice(5, 13).equals(cryptogram)
                    && macHolds(apdu.slice(0, 5), cryptogram, apdu.from(13));
        }

        private boolean macHolds(Bytes header, Bytes plain, Bytes received) {
            Bytes covered = Bytes.concat(header.slice(0, 4), Bytes.of(plain.length() + 8), plain);
            Bytes expected = Des.retailMac(sessionMac, icv, covered);
            icv = Des.single(true, sessionMac.slice(0, 8), expected);
            return expected.equals(received);
        }

        private Bytes storeData(Bytes apdu) {
            Bytes plain = scp03 == null ? unwrapped(apdu) : scp03.macHolds(apdu) ? scp03.decipher(apdu) : Bytes.empty();
            if (plain.isEmpty() || apdu.at(3) != block++) {
                return Bytes.hex("6982");
            }
            boolean secret = (apdu.at(2) & 0x60) == 0x60;
            pending = pending.then(plain);
            while (!pending.isEmpty()) {
                boolean isLong = pending.length() > 2 && pending.at(2) == 0xFF;
                int header = isLong ? 5 : 3;
                int length = isLong ? (int) pending.slice(3, 5).toNumber() : pending.at(2);
                if (pending.length() < header + length) {
                    break;
                }
                Bytes data = pending.slice(header, header + length);
                groups.put((int) pending.slice(0, 2).toNumber(), secret ? deciphered(data) : data);
                pending = pending.from(header + length);
            }
            if ((apdu.at(2) & 0x80) != 0) {
                personalized = true;
                open = false;
            }
            return scp03 == null || answersWithoutMac ? OK : scp03.responseMac().then(OK);
        }

        /** The data of a command under SCP02; empty when its MAC is wrong. */
        private Bytes unwrapped(Bytes apdu) {
            int end = 5 + apdu.at(4);
            Bytes plain = Des.unpadded(Des.cbc(false, sessionEnc, Bytes.zeros(8), apdu.slice(5, end - 8)));
            return macHolds(apdu.slice(0, 5), plain, apdu.slice(end - 8, end)) ? plain : Bytes.empty();
        }

        private Bytes deciphered(Bytes secret) {
            return scp03 == null ? Des.ecb(false, sessionDek, secret) : scp03.secret(secret);
        }

        private Bytes options() {
            Bytes data = group(0x9104);
            atc++;
            return Bytes.concat(Bytes.of(0x77, data.length()), data, OK);
        }

        /** CDOL1 is 30 bytes; the first 29 enter the cryptogram (protocol, section 1). */
        private Bytes aac(Bytes cdol, boolean lies) {
            Bytes iad = Bytes.concat(Bytes.hex("0FA501"), Bytes.zeros(13), Bytes.of(0x0F), Bytes.zeros(15));
            Bytes aip = group(0x9104).slice(2, 4);
            Bytes counter = Bytes.number(atc, 2);
            Bytes key = group(0x8000).slice(0, 16);
            Bytes left = Des.ecb(true, key, Bytes.concat(counter, Bytes.hex("F00000000000")));
            Bytes right = Des.ecb(true, key, Bytes.concat(counter, Bytes.hex("0F0000000000")));
            Bytes input = Bytes.concat(cdol.slice(0, 29), aip, counter, iad);
            Bytes ac = lies ? Bytes.zeros(8) : Des.retailMac(left.then(right), Bytes.zeros(8), input);
            Bytes content = Bytes.concat(
                    Bytes.hex("9F270100"),
                    Bytes.hex("9F3602"),
                    counter,
                    Bytes.hex("9F2608"),
                    ac,
                    Bytes.hex("9F1020"),
                    iad);
            return Bytes.concat(Bytes.of(0x77, content.length()), content, OK);
        }

        private Bytes group(int dgi) {
            return Objects.requireNonNull(groups.get(dgi), () -> Integer.toHexString(dgi));
        }
    }
}
