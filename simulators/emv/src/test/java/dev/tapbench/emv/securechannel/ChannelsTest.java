package dev.tapbench.emv.securechannel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.Commands;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.SecureMessagingException;
import dev.tapbench.emv.StatusWord;
import dev.tapbench.emv.testing.SoftwareHsm;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Entropy;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts and cards talk to each other in random sessions; each side alone is held to known answers elsewhere. */
class ChannelsTest {
    private static final int SESSIONS = 20;
    private static final int COMMANDS = 12;
    private static final KeyLabel ENC = KeyLabel.of("enc");
    private static final KeyLabel MAC = KeyLabel.of("mac");
    private static final KeyLabel DEK = KeyLabel.of("dek");
    private static final CardKeys CARD_KEYS =
            new CardKeys(ENC, MAC, DEK, new KeyData(Bytes.hex("00005413338A1B2C3D4E")), 1);
    private static final Bytes AID = Bytes.hex("F0544150011010");

    private final Entropy entropy = Entropy.seeded(3, "channels");
    private final Random random = new Random(3);
    private final SoftwareHsm host = new SoftwareHsm();
    private final SoftwareHsm card = new SoftwareHsm();

    private void cardKeys(KeyKind kind) {
        for (KeyLabel label : new KeyLabel[] {ENC, MAC, DEK}) {
            Bytes key = entropy.bytes(kind.length());
            host.importKey(label, kind, key);
            card.importKey(label, kind, key);
        }
    }

    private CommandApdu randomCommand(int longest) {
        int length = random.nextInt(4) == 0 ? 0 : random.nextInt(longest + 1);
        int le = random.nextBoolean() ? CommandApdu.ALL : CommandApdu.NO_LE;
        return new CommandApdu(0x80, 0xE2, random.nextInt(256), random.nextInt(256), entropy.bytes(length), le);
    }

    static Stream<Arguments> scp02() {
        return Stream.of(Scp02Session.I_15, Scp02Session.I_05)
                .flatMap(i -> Stream.of(1, 3).map(level -> Arguments.of(i, level)));
    }

    @ParameterizedTest
    @MethodSource
    void scp02(int implementation, int level) {
        cardKeys(KeyKind.TDES);
        Scp02Card chip = new Scp02Card(card, CARD_KEYS, implementation, 0x00FE, entropy);
        for (int i = 0; i < SESSIONS; i++) {
            Scp02Session session = openScp02(chip, implementation);
            chip.externalAuthenticate(session.externalAuthenticate(level));
            assertThat(chip.sequenceCounter()).isEqualTo(0x00FF + i);
            for (int j = 0; j < COMMANDS; j++) {
                CommandApdu plain = randomCommand(session.longestData());
                CommandApdu wrapped = CommandApdu.parse(session.wrap(plain).toBytes());
                assertThat(chip.unwrap(wrapped)).isEqualTo(plain);
            }
            session.close();
        }
    }

    private Scp02Session openScp02(Scp02Card chip, int implementation) {
        Bytes challenge = entropy.bytes(8);
        Bytes response = chip.initializeUpdate(Commands.initializeUpdate(1, challenge));
        return Scp02Session.open(host, ENC, MAC, DEK, challenge, response, implementation);
    }

    static Stream<Arguments> scp03() {
        return Stream.of(KeyKind.AES_128, KeyKind.AES_192, KeyKind.AES_256)
                .flatMap(kind -> Arrays.stream(Scp03Level.values()).map(level -> Arguments.of(kind, level)));
    }

    @ParameterizedTest
    @MethodSource
    void scp03(KeyKind kind, Scp03Level level) {
        cardKeys(kind);
        Scp03Card chip = new Scp03Card(card, CARD_KEYS, AID, 0x0000FE);
        for (int i = 0; i < SESSIONS; i++) {
            Scp03Session session = openScp03(chip);
            chip.externalAuthenticate(session.externalAuthenticate(level));
            assertThat(chip.sequenceCounter()).isEqualTo(0x00FF + i);
            for (int j = 0; j < COMMANDS; j++) {
                CommandApdu plain = randomCommand(session.longestData());
                CommandApdu wrapped = CommandApdu.parse(session.wrap(plain).toBytes());
                assertThat(chip.unwrap(wrapped)).isEqualTo(plain);
                ResponseApdu answer = new ResponseApdu(
                        entropy.bytes(random.nextInt(3) == 0 ? 0 : random.nextInt(200)),
                        random.nextInt(4) == 0 ? StatusWord.SELECTED_FILE_INVALIDATED : StatusWord.OK);
                ResponseApdu sent = chip.wrap(answer);
                int mac = level.responsesCarryMac() ? 8 : 0;
                boolean filled = level.responsesEnciphered() && !answer.data().isEmpty();
                int data = answer.data().length();
                assertThat(sent.data().length()).isEqualTo(mac + (filled ? (data / 16 + 1) * 16 : data));
                assertThat(session.unwrap(sent)).isEqualTo(answer);
            }
            ResponseApdu error = new ResponseApdu(Bytes.empty(), StatusWord.WRONG_DATA);
            assertThat(session.unwrap(chip.wrap(error))).isEqualTo(error);
            session.close();
        }
    }

    private Scp03Session openScp03(Scp03Card chip) {
        Bytes challenge = entropy.bytes(8);
        Bytes response = chip.initializeUpdate(Commands.initializeUpdate(0x30, challenge));
        return Scp03Session.open(host, ENC, MAC, DEK, challenge, response);
    }

    private static void assertRefused(int statusWord, String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .asInstanceOf(type(SecureMessagingException.class))
                .satisfies(e -> assertThat(e.statusWord()).isEqualTo(new StatusWord(statusWord)))
                .satisfies(e -> assertThat(e.getMessage()).contains(message));
    }

    private static CommandApdu broken(CommandApdu command, int at) {
        Bytes data = command.data();
        return command.with(
                command.cla(), Bytes.concat(data.slice(0, at), Bytes.of(data.at(at) ^ 1), data.from(at + 1)));
    }

    /** Each ends the session: what was right before is refused afterwards. */
    @Test
    void anScp02CardRefusesWhatItsHostDidNotSend() {
        cardKeys(KeyKind.TDES);
        Scp02Card chip = new Scp02Card(card, CARD_KEYS, Scp02Session.I_15, 0, entropy);
        CommandApdu load = Commands.storeData(false, false, 0, Bytes.hex("0102030405"));
        refusals(
                (wrong) -> {
                    Scp02Session session = openScp02(chip, Scp02Session.I_15);
                    wrong.accept(session.externalAuthenticate(3));
                },
                command -> chip.externalAuthenticate(command));
        // Of five only the last was accepted.
        assertThat(chip.sequenceCounter()).isEqualTo(1);
        Scp02Session session = openScp02(chip, Scp02Session.I_15);
        chip.externalAuthenticate(session.externalAuthenticate(3));
        CommandApdu first = session.wrap(load);
        assertRefused(0x6982, "open to no padding", () -> chip.unwrap(broken(first, 0)));
        assertRefused(0x6985, "expected EXTERNAL AUTHENTICATE", () -> chip.unwrap(first));
        Scp02Session again = openScp02(chip, Scp02Session.I_15);
        chip.externalAuthenticate(again.externalAuthenticate(1));
        CommandApdu mac = again.wrap(load);
        assertThat(chip.unwrap(mac)).isEqualTo(load);
        assertRefused(0x6982, "another order", () -> chip.unwrap(mac));
        Scp02Card worn = new Scp02Card(card, CARD_KEYS, Scp02Session.I_15, 0xFFFF, entropy);
        assertRefused(0x6985, "the sequence counter is FFFF", () -> openScp02(worn, Scp02Session.I_15));
        assertRefused(
                0x6700,
                "has 7 bytes, expected 8",
                () -> chip.initializeUpdate(new CommandApdu(0x80, 0x50, 1, 0, Bytes.zeros(7), CommandApdu.ALL)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x33})
    void anScp03CardRefusesWhatItsHostDidNotSend(int level) {
        cardKeys(KeyKind.AES_128);
        Scp03Card chip = new Scp03Card(card, CARD_KEYS, AID, 0);
        CommandApdu load = Commands.storeData(false, false, 0, Bytes.hex("0102030405"));
        refusals(
                (wrong) -> {
                    Scp03Session session = openScp03(chip);
                    wrong.accept(session.externalAuthenticate(Scp03Level.of(level)));
                },
                command -> chip.externalAuthenticate(command));
        Scp03Session session = openScp03(chip);
        chip.externalAuthenticate(session.externalAuthenticate(Scp03Level.of(level)));
        CommandApdu first = session.wrap(load);
        assertThat(chip.unwrap(first)).isEqualTo(load);
        assertRefused(0x6982, "another order", () -> chip.unwrap(first));
        assertRefused(0x6985, "expected EXTERNAL AUTHENTICATE", () -> chip.unwrap(session.wrap(load)));
        assertThatThrownBy(() -> chip.wrap(new ResponseApdu(Bytes.empty(), StatusWord.OK)))
                .isInstanceOf(IllegalStateException.class);
        Scp03Card worn = new Scp03Card(card, CARD_KEYS, AID, 0xFFFFFF);
        assertRefused(0x6985, "the sequence counter is FFFFFF", () -> openScp03(worn));
    }

    /** EXTERNAL AUTHENTICATE with another MAC, another cryptogram, no MAC, another level, and a second time. */
    private static void refusals(Consumer<Consumer<CommandApdu>> fresh, Consumer<CommandApdu> card) {
        fresh.accept(command -> assertRefused(0x6982, "another key", () -> card.accept(broken(command, 15))));
        fresh.accept(command -> assertRefused(0x6982, "the MAC is", () -> card.accept(broken(command, 0))));
        fresh.accept(command ->
                assertRefused(0x6982, "expected 84 and a MAC", () -> card.accept(command.with(0x80, command.data()))));
        fresh.accept(command -> assertRefused(
                0x6A86,
                "security level 02",
                () -> card.accept(new CommandApdu(0x84, 0x82, 0x02, 0, command.data(), CommandApdu.NO_LE))));
        fresh.accept(command -> {
            card.accept(command);
            assertRefused(0x6985, "expected INITIALIZE UPDATE", () -> card.accept(command));
        });
    }

    /** A host that has the MAC key and not the other one cannot be told by its MAC. */
    @Test
    void aWrongHostCryptogramUnderARightMacIsRefused() {
        cardKeys(KeyKind.TDES);
        Scp02Card chip = new Scp02Card(card, CARD_KEYS, Scp02Session.I_15, 5, entropy);
        Bytes response = chip.initializeUpdate(Commands.initializeUpdate(1, Bytes.zeros(8)));
        assertThat(InitializeUpdateResponse.parse(response).sequenceCounter()).isEqualTo(5);
        try (Scp02Keys keys = new Scp02Keys(host, ENC, MAC, DEK, Scp02Session.I_15, 5)) {
            CommandApdu plain = Commands.externalAuthenticate(1, Bytes.hex("0102030405060708"));
            CommandApdu command = plain.with(0x84, plain.data().then(keys.mac(plain)));
            assertRefused(0x6300, "the host cryptogram is 0102030405060708", () -> chip.externalAuthenticate(command));
        }
        assertThat(chip.sequenceCounter()).isEqualTo(5);
    }
}
