package dev.tapbench.card;

import static dev.tapbench.card.HostCrypto.hex;
import static dev.tapbench.card.HostCrypto.join;
import static dev.tapbench.card.HostCrypto.slice;

import com.licel.jcardsim.base.Simulator;
import com.licel.jcardsim.base.SimulatorRuntime;
import dev.tapbench.risk.CvmMethod;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javacard.framework.AID;
import javacard.framework.Applet;

/** A card on bare jCardSim with both applets, and the bytes that make it one of a kind. */
final class TestCard {
    static final String PAYMENT_AID = "F0544150011010";
    static final String PPSE_AID = "325041592E5359532E4444463031";
    static final String PSE_AID = "315041592E5359532E4444463031";
    static final byte[] KMC = hex("404142434445464748494A4B4C4D4E4F");
    static final byte[] KEY_DATA = hex("00005413338A1B2C3D4E");
    static final byte[] AC_KEY = hex("08DF34253220A720EFF2C1343852E63D");
    static final byte[] MAC_KEY = hex("B6A2C59A4D55F14E5C9EC8F1A72BAAC3");
    static final byte[] ENC_KEY = hex("0123456789ABCDEFFEDCBA9876543210");
    static final byte[] SENSOR_KEY = hex("2FDC1F4A3B89FE6D4C9E02B6A1D98A57");
    /** Points of a pattern, as a PIN block. */
    static final String PATTERN = "2512369FFFFFFFFF";

    static final BigInteger PUBLIC_EXPONENT = RSAKeyGenParameterSpec.F0;
    static final RSAPrivateCrtKey ICC = rsaKey(1024);

    private final Simulator simulator = new Simulator(new SimulatorRuntime());
    private final boolean phone;

    TestCard() {
        this(false, 1, 0x15);
    }

    TestCard(boolean phone, int minimumLevel, int i) {
        this.phone = phone;
        install(PPSE_AID, DirectoryApplet.class, minimumLevel, i);
        install(PSE_AID, DirectoryApplet.class, minimumLevel, i);
        install(PAYMENT_AID, PaymentApplet.class, minimumLevel, i);
        tap();
    }

    /** A card whose chip maker chose SCP03. */
    TestCard(Scp03Host.Keys keys, int minimumLevel) {
        phone = false;
        install(PPSE_AID, DirectoryApplet.class, keys.all(), minimumLevel, 0x70);
        install(PAYMENT_AID, PaymentApplet.class, keys.all(), minimumLevel, 0x70);
        tap();
    }

    static byte[] cardKey(int number) {
        return HostCrypto.cpsKey(KMC, KEY_DATA, number);
    }

    private void install(String name, Class<? extends Applet> type, int minimumLevel, int i) {
        install(name, type, join(cardKey(1), cardKey(2), cardKey(3)), minimumLevel, i);
    }

    private void install(String name, Class<? extends Applet> type, byte[] keys, int minimumLevel, int i) {
        byte[] own = join(KEY_DATA, hex("01"), keys, new byte[] {(byte) minimumLevel, (byte) i});
        byte[] aid = hex(name);
        byte[] all = join(new byte[] {(byte) aid.length}, aid, new byte[] {0}, new byte[] {(byte) own.length}, own);
        simulator.installApplet(new AID(aid, (short) 0, (byte) aid.length), type, all, (short) 0, (byte) all.length);
    }

    static RSAPrivateCrtKey rsaKey(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(new RSAKeyGenParameterSpec(bits, PUBLIC_EXPONENT));
            return (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A tap: power-up for a card; for a phone, whose secure element stays powered, only the medium changes. */
    TestCard tap() {
        if (!phone) {
            simulator.reset();
        }
        simulator.changeProtocol("T=CL");
        return this;
    }

    /** The phone's processor, or the contacts of a card. */
    TestCard wired() {
        if (!phone) {
            simulator.reset();
        }
        simulator.changeProtocol("T=1");
        return this;
    }

    /** Power off and on. */
    void reset() {
        simulator.reset();
    }

    /** Sends a command and gives the whole response. */
    Answer send(byte[] command) {
        return new Answer(simulator.transmitCommand(command));
    }

    Answer send(String command) {
        return send(hex(command));
    }

    Answer select() {
        return select(PAYMENT_AID);
    }

    Answer select(String name) {
        return send("00A40400%02X%s00".formatted(name.length() / 2, name));
    }

    /** Opens a session and gives the host's side of it. */
    Scp02Host open(int level, int i) {
        byte[] answer = initializeUpdate();
        Scp02Host host = new Scp02Host(cardKey(1), cardKey(2), cardKey(3), Scp02Host.HOST_CHALLENGE, answer, i);
        send(host.externalAuthenticate(level)).ok();
        return host;
    }

    byte[] initializeUpdate() {
        return send("8050000008" + hex(Scp02Host.HOST_CHALLENGE) + "00").ok();
    }

    TestCard personalize(Profile profile) {
        return personalize(profile, 3, 0x15);
    }

    TestCard personalize(Profile profile, int level, int i) {
        select().ok();
        Scp02Host host = open(level, i);
        for (byte[] command : profile.commands(host)) {
            send(host.wrap(command)).ok();
        }
        return this;
    }

    byte[] getData(String tag) {
        byte[] tlv = send("80CA" + tag + "00").ok();
        return slice(tlv, 3, tlv.length - 3);
    }

    /** A response: data and status word. */
    static final class Answer {
        private final byte[] bytes;

        private Answer(byte[] bytes) {
            this.bytes = bytes;
        }

        int sw() {
            return ((bytes[bytes.length - 2] & 0xFF) << 8) | (bytes[bytes.length - 1] & 0xFF);
        }

        String status() {
            return "%04X".formatted(sw());
        }

        byte[] data() {
            return slice(bytes, 0, bytes.length - 2);
        }

        /** The data of a command that must have been carried out. */
        byte[] ok() {
            if (sw() != 0x9000) {
                throw new AssertionError("expected 9000 but came " + status());
            }
            return data();
        }
    }

    /** What is put on a card. */
    static final class Profile {
        String device = "02";
        String currency = "0978";
        String kind = "01";
        /** More data objects of DGI 3000. */
        String general = "";

        String maximum = "000000015000";
        String funds = "000000002000";
        String lowerCount = "FF";
        String upperCount = "FF";
        String lowerAmount = "";
        String mode = "01";
        String secondCount = "FF";
        String secondAmount = "999999999999";
        /** More data objects of DGI 3002 and 3003. */
        String moreSecond = "";

        String moreDevice = "";
        String tries = "0303";
        /** Of a phone; the usual one is the passcode alone. */
        List<CvmMethod> methods = List.of(CvmMethod.PASSCODE);

        RSAPrivateCrtKey icc = ICC;
        /** Takes the place of the grouping of the same identifier, or comes before the last. */
        Optional<String[]> other = Optional.empty();

        Optional<RSAPrivateCrtKey> pinKey = Optional.empty();
        byte[] keyChecks =
                join(HostCrypto.checkValue(AC_KEY), HostCrypto.checkValue(MAC_KEY), HostCrypto.checkValue(ENC_KEY));

        static Profile prepaid() {
            return new Profile();
        }

        /** Spends on account: 10.00 offline without asking, 30.00 at most, 3 and 5 payments. */
        static Profile line() {
            Profile profile = new Profile();
            profile.kind = "02";
            profile.lowerCount = "03";
            profile.upperCount = "05";
            profile.lowerAmount = "000000001000";
            profile.funds = "000000003000";
            return profile;
        }

        /** A phone with 20.00, 3 taps and 50.00 a tap series without a passcode. */
        static Profile phone() {
            Profile profile = new Profile();
            profile.device = "03";
            profile.secondCount = "03";
            profile.secondAmount = "000000005000";
            return profile;
        }

        /** The data groupings: identifier and clear value; identifiers from 8000 are secret. */
        List<String[]> groups() {
            List<String[]> groups = new ArrayList<>();
            groups.add(new String[] {"9102", "A50750055445535431"});
            groups.add(new String[] {"9104", "82021980940808010100100101 00".replace(" ", "")});
            groups.add(new String[] {"0101", "701357115413339000006165D49122010000000000"});
            groups.add(new String[] {"0201", "7081C8" + "9F46".repeat(100)});
            groups.add(new String[] {"8000", hex(join(AC_KEY, MAC_KEY, ENC_KEY))});
            groups.add(new String[] {"9000", hex(keyChecks)});
            groups.add(new String[] {"8010", "241234FFFFFFFFFF"});
            groups.add(new String[] {"9010", tries});
            addKey("82", icc, groups);
            pinKey.ifPresent(key -> addKey("83", key, groups));
            groups.add(new String[] {
                "3000", "9F4202" + currency + "DF4001" + kind + "DF410101" + "DF4306" + maximum + general
            });
            groups.add(new String[] {
                "3001",
                "9F1401" + lowerCount + "9F2301" + upperCount + (lowerAmount.isEmpty() ? "" : "DF4406" + lowerAmount)
                        + "DF4506" + funds
            });
            groups.add(new String[] {
                "3002", "DF4201" + mode + "DF4601" + secondCount + "DF4706" + secondAmount + moreSecond
            });
            addMethods(groups);
            other.ifPresent(group -> {
                groups.removeIf(g -> g[0].equals(group[0]));
                groups.add(group);
            });
            groups.add(new String[] {"3003", "DF4801" + device + moreDevice + methodsObject()});
            return groups;
        }

        private void addMethods(List<String[]> groups) {
            if (methods.contains(CvmMethod.PATTERN)) {
                groups.add(new String[] {"8011", PATTERN});
                groups.add(new String[] {"9011", tries});
            }
            if (methods.contains(CvmMethod.SENSOR)) {
                groups.add(new String[] {"8012", hex(SENSOR_KEY)});
            }
        }

        private String methodsObject() {
            int bits = methods.contains(CvmMethod.PASSCODE) ? 1 : 0;
            bits |= methods.contains(CvmMethod.PATTERN) ? 2 : 0;
            bits |= methods.contains(CvmMethod.SENSOR) ? 4 : 0;
            return bits == 1 ? "" : "DF2701%02X".formatted(bits);
        }

        /** STORE DATA commands in order, the last one marked; secrets enciphered under the session's DEK. */
        List<byte[]> commands(Scp02Host host) {
            return commands(value -> HostCrypto.ecb(host.dek, value));
        }

        List<byte[]> commands(UnaryOperator<byte[]> encipher) {
            List<byte[]> commands = new ArrayList<>();
            List<String[]> groups = groups();
            for (int i = 0; i < groups.size(); i++) {
                String[] group = groups.get(i);
                boolean secret = group[0].startsWith("8");
                byte[] value = secret ? encipher.apply(hex(group[1])) : hex(group[1]);
                int p1 = (secret ? 0x60 : 0) | (i == groups.size() - 1 ? 0x80 : 0);
                commands.add(storeData(p1, i, join(hex(group[0]), new byte[] {(byte) value.length}, value)));
            }
            return commands;
        }

        private static void addKey(String family, RSAPrivateCrtKey key, List<String[]> groups) {
            List<BigInteger> components = List.of(
                    key.getCrtCoefficient(),
                    key.getPrimeExponentQ(),
                    key.getPrimeExponentP(),
                    key.getPrimeQ(),
                    key.getPrimeP());
            int length = key.getModulus().bitLength() / 16;
            for (int i = 0; i < components.size(); i++) {
                groups.add(new String[] {family + "0" + (i + 1), hex(HostCrypto.fixed(components.get(i), length))});
            }
        }
    }

    static byte[] storeData(int p1, int p2, byte[] data) {
        return join(hex("80E2%02X%02X%02X".formatted(p1, p2, data.length)), data);
    }
}
