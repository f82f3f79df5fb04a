package dev.tapbench.emv.crypto;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;

/**
 * The issuer's side of script secure messaging for Common Core cards, format 1 (EMV Book 2, 9.2, 9.3 and D2), for the scripts of
 * one transaction. The session keys exist in the module only, below the labels of the master keys, until {@link #close()}. For
 * one thread.
 */
public final class ScriptSender implements AutoCloseable {
    private final ScriptChain chain;
    private Bytes covered = Bytes.empty();

    private ScriptSender(ScriptChain chain) {
        this.chain = chain;
    }

    /**
     * Derives the session keys.
     *
     * @param macMaster ICC master key for MACs in the module; the session key comes to {@code macMaster/script}
     * @param encMaster ICC master key for encipherment in the module, likewise
     * @param firstAc the cryptogram of the transaction's first GENERATE AC, 8 bytes
     */
    public static ScriptSender open(Hsm hsm, KeyLabel macMaster, KeyLabel encMaster, Bytes firstAc) {
        return new ScriptSender(new ScriptChain(hsm, macMaster, encMaster, firstAc));
    }

    /**
     * A command with its MAC: 81 and 8E. Call it once a command, in the order in which the card receives them.
     *
     * @param plain CLA 80 to 8F gives 8C, CLA 00 to 0F gives 0C
     * @throws IllegalArgumentException when the objects do not fit a short command
     */
    public CommandApdu protect(CommandApdu plain) {
        Bytes data = plain.data();
        return withMac(plain, data.isEmpty() ? data : Tlv.encode(ScriptChain.PLAIN, data));
    }

    /**
     * A command with its data enciphered, and its MAC: 87 and 8E. Without data there is nothing to encipher (D2.1.2). Otherwise as
     * {@link #protect}.
     */
    public CommandApdu encipher(CommandApdu plain) {
        if (plain.data().isEmpty()) {
            return protect(plain);
        }
        Bytes value = ScriptChain.PADDED.then(chain.encipher(plain.data()));
        return withMac(plain, Tlv.encode(ScriptChain.ENCIPHERED, value));
    }

    private CommandApdu withMac(CommandApdu plain, Bytes object) {
        int cla = plain.cla() | ScriptChain.CLASS;
        Bytes header = Bytes.of(cla, plain.ins(), plain.p1(), plain.p2());
        covered = chain.covered(header, object);
        Bytes mac = chain.mac(header, object);
        Bytes sent = Tlv.encode(ScriptChain.MAC, mac.slice(0, ScriptChain.MAC_LENGTH));
        CommandApdu command = plain.with(cla, object.then(sent));
        chain.passed(mac);
        return command;
    }

    /** What the MAC of the last command covers, in whole blocks, for who explains one; empty before the first. */
    public Bytes covered() {
        return covered;
    }

    /** Destroys the session keys; harmless when repeated. The master keys are their owner's. */
    @Override
    public void close() {
        chain.close();
    }
}
