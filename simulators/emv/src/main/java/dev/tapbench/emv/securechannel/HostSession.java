package dev.tapbench.emv.securechannel;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.KeyLabel;
import java.util.function.UnaryOperator;

/** The host's end of a secure channel whose card cryptogram was right, whichever protocol it is. */
public interface HostSession extends AutoCloseable {
    /** The command that proves the host to the chip, and asks for the most protection that the protocol has. */
    CommandApdu externalAuthenticate();

    /** A command as it is sent. Call it once a command, in the order of sending. */
    CommandApdu wrap(CommandApdu command);

    /**
     * Opens the response to the command that was wrapped last, also when others are wrapped before it comes. As it is where the
     * protocol protects no responses.
     *
     * @see Scp03Session#unwrapping()
     */
    default UnaryOperator<ResponseApdu> unwrapping() {
        return UnaryOperator.identity();
    }

    /** The most bytes of data that one command carries, once the session has its level. */
    int longestData();

    /**
     * A secret from under the transport key to under the key that this chip deciphers it with.
     *
     * @param cryptogram whole blocks under {@code transport}
     */
    Bytes translateForCard(KeyLabel transport, Bytes cryptogram);

    @Override
    void close();
}
