package dev.tapbench.emv.securechannel;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.StatusWord;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.CipherMode;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyAlgorithm;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.hsm.MacAlgorithm;
import java.util.Optional;

/** What both ends of an SCP03 session compute, in S8 mode (GlobalPlatform Amendment D, 6.2). */
final class Scp03Keys implements AutoCloseable {
    static final int MAC_LENGTH = 8;
    /** Bit of the class that announces a MAC. */
    static final int CLASS = 0x04;

    private static final KeyAlgorithm AES = KeyAlgorithm.AES;
    private static final int BLOCK = AES.blockLength();
    /** Leftmost byte of the counter block of responses (6.2.7). */
    private static final int RESPONSE = 0x80;

    private final Hsm hsm;
    private final KeyLabel enc;
    private final KeyLabel mac;
    private final KeyLabel rmac;
    private final Bytes context;
    private Bytes chaining = Bytes.zeros(BLOCK);
    private long commands;

    Scp03Keys(Hsm hsm, KeyLabel enc, KeyLabel mac, Bytes hostChallenge, Bytes cardChallenge) {
        this.hsm = hsm;
        this.enc = enc.child("session");
        this.mac = mac.child("session");
        this.rmac = mac.child("session-response");
        context = hostChallenge.then(cardChallenge);
        hsm.derive(this.enc, enc, Scp03Derivation.S_ENC.key(hsm.info(enc).kind(), context));
        hsm.derive(this.mac, mac, Scp03Derivation.S_MAC.key(hsm.info(mac).kind(), context));
        hsm.derive(this.rmac, mac, Scp03Derivation.S_RMAC.key(hsm.info(mac).kind(), context));
    }

    Bytes cardCryptogram() {
        return Scp03Derivation.CARD_CRYPTOGRAM.data(hsm, mac, context);
    }

    Bytes hostCryptogram() {
        return Scp03Derivation.HOST_CRYPTOGRAM.data(hsm, mac, context);
    }

    /** The MAC in full of a command whose data are as they are sent (6.2.4); the chain does not move. */
    Bytes mac(CommandApdu command) {
        Bytes header = Bytes.of(
                command.cla() | CLASS,
                command.ins(),
                command.p1(),
                command.p2(),
                command.data().length() + MAC_LENGTH);
        return cmac(mac, Bytes.concat(chaining, header, command.data()));
    }

    /** Where the session stands: what protects the response to the last command. */
    record Place(Bytes chaining, long commands) {}

    Place place() {
        return new Place(chaining, commands);
    }

    /** Moves the chain past a command. */
    void passed(Bytes fullMac) {
        chaining = fullMac;
    }

    /** Counts a command after EXTERNAL AUTHENTICATE, with data or without (6.2.6). */
    void count() {
        commands++;
    }

    Bytes encipherCommand(Bytes data) {
        return hsm.encrypt(enc, CipherMode.AES_CBC, counterBlock(0, commands), AES.padded(data));
    }

    Optional<Bytes> decipherCommand(Bytes cryptogram) {
        return decipher(cryptogram, 0, commands);
    }

    Bytes encipherResponse(Bytes data) {
        return hsm.encrypt(enc, CipherMode.AES_CBC, counterBlock(RESPONSE, commands), AES.padded(data));
    }

    Optional<Bytes> decipherResponse(Place place, Bytes cryptogram) {
        return decipher(cryptogram, RESPONSE, place.commands());
    }

    /** The clear; empty where the cryptogram is no whole blocks or opens to no padding. */
    private Optional<Bytes> decipher(Bytes cryptogram, int first, long command) {
        return cryptogram.isEmpty() || cryptogram.length() % BLOCK != 0
                ? Optional.empty()
                : AES.unpadded(hsm.decrypt(enc, CipherMode.AES_CBC, counterBlock(first, command), cryptogram));
    }

    private Bytes counterBlock(int first, long command) {
        Bytes block = Bytes.of(first).then(Bytes.zeros(BLOCK - 1 - Long.BYTES)).then(Bytes.number(command, Long.BYTES));
        return hsm.encrypt(enc, CipherMode.AES_ECB, AES.zeroIcv(), block);
    }

    /** The MAC of a response, 8 bytes, whose data are as they are sent (6.2.5). */
    Bytes responseMac(Place place, Bytes data, StatusWord statusWord) {
        return cmac(rmac, Bytes.concat(place.chaining(), data, Bytes.number(statusWord.value(), 2)))
                .slice(0, MAC_LENGTH);
    }

    /** Errors carry no data and no MAC: only success and warnings do (6.2.5). */
    static boolean protectedResponse(StatusWord statusWord) {
        int sw1 = statusWord.value() >>> 8;
        return statusWord.ok() || sw1 == 0x62 || sw1 == 0x63;
    }

    private Bytes cmac(KeyLabel key, Bytes data) {
        return hsm.mac(key, MacAlgorithm.AES_CMAC, MacAlgorithm.AES_CMAC.zeroIcv(), data);
    }

    @Override
    public void close() {
        hsm.destroy(enc);
        hsm.destroy(mac);
        hsm.destroy(rmac);
    }
}
