package dev.tapbench.emv.crypto;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.SecureMessagingException;
import dev.tapbench.emv.StatusWord;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.TlvException;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;
import java.util.List;

/**
 * The card's side of {@link ScriptSender}: takes the protection off commands, and after the first that fails refuses all others
 * of the transaction. For one thread.
 */
public final class ScriptReceiver implements AutoCloseable {
    private static final String CLAUSE = " (EMV Book 2, 9.2.1.1)";

    private final ScriptChain chain;
    private boolean failed;

    private ScriptReceiver(ScriptChain chain) {
        this.chain = chain;
    }

    /** Derives the session keys, as {@link ScriptSender#open}. */
    public static ScriptReceiver open(Hsm hsm, KeyLabel macMaster, KeyLabel encMaster, Bytes firstAc) {
        return new ScriptReceiver(new ScriptChain(hsm, macMaster, encMaster, firstAc));
    }

    /**
     * The command as it was before it was protected.
     *
     * @throws SecureMessagingException with 6982 when the class announces no protection, 6987 when the MAC is missing, 6988 when
     *     the objects or the MAC are wrong, 6985 after a command that failed
     */
    public CommandApdu accept(CommandApdu command) {
        if (failed) {
            throw new SecureMessagingException(
                    StatusWord.CONDITIONS_NOT_SATISFIED,
                    "a script command failed before: expected no other in this transaction (EMV Book 2, 9.2)");
        }
        failed = true;
        CommandApdu plain = checked(command);
        failed = false;
        return plain;
    }

    private CommandApdu checked(CommandApdu command) {
        if ((command.cla() & ScriptChain.CLASS) != ScriptChain.CLASS) {
            throw new SecureMessagingException(
                    StatusWord.SECURITY_STATUS_NOT_SATISFIED,
                    "class " + Bytes.of(command.cla()) + " announces no protection, expected 8C or 0C" + CLAUSE);
        }
        List<Tlv> objects = objects(command);
        Tlv mac = objects.get(objects.size() - 1);
        Bytes object = objects.size() == 1 ? Bytes.empty() : objects.get(0).encoded();
        Bytes expected = chain.mac(Bytes.of(command.cla(), command.ins(), command.p1(), command.p2()), object);
        if (!mac.value().equals(expected.slice(0, ScriptChain.MAC_LENGTH))) {
            throw wrong("the MAC is " + mac.value() + ", expected " + expected.slice(0, ScriptChain.MAC_LENGTH)
                    + ": another key, another cryptogram, another order or other data");
        }
        Bytes data = objects.size() == 1 ? Bytes.empty() : clear(objects.get(0));
        chain.passed(expected);
        return command.with(command.cla() & ~ScriptChain.CLASS, data);
    }

    /** 81 or 87 where there are data, then 8E. */
    private static List<Tlv> objects(CommandApdu command) {
        List<Tlv> objects;
        try {
            objects = Tlv.parseAll(command.data());
        } catch (TlvException e) {
            throw wrong("the command data are no data objects: " + e.getMessage());
        }
        if (objects.stream().noneMatch(o -> o.tag() == ScriptChain.MAC)) {
            throw new SecureMessagingException(
                    StatusWord.SECURE_MESSAGING_OBJECTS_MISSING, "there is no MAC: expected 8E at the end" + CLAUSE);
        }
        Tlv first = objects.get(0);
        Tlv last = objects.get(objects.size() - 1);
        boolean data = first.tag() == ScriptChain.PLAIN || first.tag() == ScriptChain.ENCIPHERED;
        if (objects.size() != (data ? 2 : 1) || last.tag() != ScriptChain.MAC) {
            throw wrong("the objects are "
                    + String.join(
                            " ", objects.stream().map(o -> Tlv.hexTag(o.tag())).toList())
                    + ", expected 8E, 81 8E or 87 8E");
        }
        if (last.value().length() != ScriptChain.MAC_LENGTH) {
            throw wrong("the MAC has " + last.value().length() + " bytes, expected 8");
        }
        return objects;
    }

    private Bytes clear(Tlv object) {
        if (object.tag() == ScriptChain.PLAIN) {
            return object.value();
        }
        int block = chain.algorithm().blockLength();
        Bytes value = object.value();
        if (value.length() <= block || value.length() % block != 1 || value.at(0) != ScriptChain.PADDED.at(0)) {
            throw wrong("the enciphered object has " + value.length() + " bytes and begins with "
                    + (value.isEmpty() ? "nothing" : value.slice(0, 1)) + ", expected 01 and whole blocks of " + block);
        }
        return chain.algorithm()
                .unpadded(chain.decipher(value.from(1)))
                .orElseThrow(() -> wrong("the enciphered object opens to data without padding 80 00..: another key"));
    }

    private static SecureMessagingException wrong(String what) {
        return new SecureMessagingException(StatusWord.SECURE_MESSAGING_OBJECTS_WRONG, what + CLAUSE);
    }

    /** Destroys the session keys; harmless when repeated. The master keys are their owner's. */
    @Override
    public void close() {
        chain.close();
    }
}
