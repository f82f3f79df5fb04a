package dev.tapbench.emv.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.SecureMessagingException;
import dev.tapbench.emv.StatusWord;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.testing.SoftwareHsm;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Entropy;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Issuer and card exchange scripts in format 1; the issuer's half is held to known answers. */
class ScriptMessagingTest {
    private static final KeyLabel MAC = KeyLabel.of("mk-smi");
    private static final KeyLabel ENC = KeyLabel.of("mk-smc");
    private static final Bytes FIRST_AC = Bytes.hex("C20039270FE384D5");
    private static final CommandApdu UNBLOCK = new CommandApdu(0x80, 0x18, 0, 0, Bytes.empty(), CommandApdu.NO_LE);
    private static final CommandApdu PUT_DATA =
            new CommandApdu(0x00, 0xDA, 0x9F, 0x58, Bytes.hex("05"), CommandApdu.NO_LE);
    private static final CommandApdu PIN_CHANGE =
            new CommandApdu(0x80, 0x24, 0, 2, Bytes.hex("249999FFFFFFFFFF"), CommandApdu.NO_LE);

    private final SoftwareHsm host = new SoftwareHsm();
    private final SoftwareHsm card = new SoftwareHsm();
    private final Entropy entropy = Entropy.seeded(7, "scripts");

    private void masterKeys(KeyKind kind) {
        for (KeyLabel label : new KeyLabel[] {MAC, ENC}) {
            Bytes key = entropy.bytes(kind.length());
            host.importKey(label, kind, key);
            card.importKey(label, kind, key);
        }
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void theCardTakesOffWhatTheIssuerPutOn(KeyKind kind) {
        masterKeys(kind);
        try (ScriptSender sender = ScriptSender.open(host, MAC, ENC, FIRST_AC);
                ScriptReceiver receiver = ScriptReceiver.open(card, MAC, ENC, FIRST_AC)) {
            assertThat(receiver.accept(sender.protect(UNBLOCK))).isEqualTo(UNBLOCK);
            CommandApdu put = sender.protect(PUT_DATA);
            assertThat(put.cla()).isEqualTo(0x0C);
            assertThat(put.data().slice(0, 5)).isEqualTo(Bytes.hex("8101058E08"));
            assertThat(receiver.accept(put)).isEqualTo(PUT_DATA);
            CommandApdu pin = sender.encipher(PIN_CHANGE);
            assertThat(pin.cla()).isEqualTo(0x8C);
            // 8 bytes always padded: two blocks of DES, one of AES.
            assertThat(pin.data().slice(0, 3)).isEqualTo(Bytes.of(0x87, 17, 0x01));
            assertThat(receiver.accept(pin)).isEqualTo(PIN_CHANGE);
            assertThat(receiver.accept(sender.encipher(UNBLOCK))).isEqualTo(UNBLOCK);
        }
        assertThat(host.has(MAC.child("script"))).isFalse();
        assertThat(host.has(ENC.child("script"))).isFalse();
    }

    private void assertRefused(CommandApdu command, int statusWord, String message) {
        try (ScriptReceiver receiver = ScriptReceiver.open(card, MAC, ENC, FIRST_AC)) {
            assertThatThrownBy(() -> receiver.accept(command))
                    .asInstanceOf(type(SecureMessagingException.class))
                    .satisfies(e -> assertThat(e.statusWord()).isEqualTo(new StatusWord(statusWord)))
                    .satisfies(e -> assertThat(e.getMessage()).contains(message));
        }
    }

    @Test
    void theCardRefusesWhatIsNotProtectedRight() {
        masterKeys(KeyKind.TDES);
        CommandApdu pin = ScriptSender.open(host, MAC, ENC, FIRST_AC).encipher(PIN_CHANGE);
        assertRefused(UNBLOCK, 0x6982, "class 80 announces no protection, expected 8C or 0C");
        assertRefused(pin.with(0x8C, Bytes.empty()), 0x6987, "expected 8E at the end");
        assertRefused(pin.with(0x8C, pin.data().slice(0, 19)), 0x6987, "expected 8E at the end");
        assertRefused(
                pin.with(0x8C, Bytes.concat(pin.data().from(19), pin.data().slice(0, 19))),
                0x6988,
                "objects are 8E 87, expected");
        assertRefused(pin.with(0x8C, pin.data().slice(0, 28)), 0x6988, "8E announces 8 bytes, 7 follow");
        assertRefused(pin.with(0x8C, Bytes.hex("8E0400000000")), 0x6988, "the MAC has 4 bytes, expected 8");
        assertRefused(pin.with(0x8C, pin.data().slice(0, 28).then(Bytes.zeros(1))), 0x6988, "the MAC is ");
        assertRefused(
                new CommandApdu(0x8C, 0x24, 0, 1, pin.data(), CommandApdu.NO_LE),
                0x6988,
                "another cryptogram, another order");
    }

    @Test
    void anEncipheredObjectThatIsNoneIsRefusedThoughItsMacIsRight() {
        masterKeys(KeyKind.TDES);
        for (String value :
                new String[] {"", "01", "020102030405060708", "01010203040506070809", "010102030405060708"}) {
            try (ScriptChain chain = new ScriptChain(host, MAC, ENC, FIRST_AC)) {
                Bytes object = Tlv.encode(0x87, Bytes.hex(value));
                Bytes mac = Tlv.encode(0x8E, chain.mac(Bytes.hex("8C240002"), object));
                assertRefused(
                        new CommandApdu(0x8C, 0x24, 0, 2, object.then(mac), CommandApdu.NO_LE),
                        0x6988,
                        "the enciphered object");
            }
        }
    }

    @Test
    void theFirstFailureBlocksTheRestOfTheTransaction() {
        masterKeys(KeyKind.TDES);
        ScriptSender sender = ScriptSender.open(host, MAC, ENC, FIRST_AC);
        CommandApdu first = sender.protect(UNBLOCK);
        CommandApdu second = sender.protect(PUT_DATA);
        try (ScriptReceiver receiver = ScriptReceiver.open(card, MAC, ENC, FIRST_AC)) {
            assertThatThrownBy(() -> receiver.accept(second)).isInstanceOf(SecureMessagingException.class);
            assertThatThrownBy(() -> receiver.accept(first))
                    .asInstanceOf(type(SecureMessagingException.class))
                    .satisfies(e -> assertThat(e.statusWord()).isEqualTo(StatusWord.CONDITIONS_NOT_SATISFIED));
        }
        try (ScriptReceiver receiver = ScriptReceiver.open(card, MAC, ENC, FIRST_AC)) {
            receiver.accept(first);
            receiver.accept(second);
        }
    }
}
