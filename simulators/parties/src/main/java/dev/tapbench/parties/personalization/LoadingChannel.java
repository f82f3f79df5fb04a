package dev.tapbench.parties.personalization;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.securechannel.CpsKeys;
import dev.tapbench.emv.securechannel.Scp02Session;
import dev.tapbench.emv.securechannel.Scp03CardKeys;
import dev.tapbench.emv.securechannel.Scp03Level;
import dev.tapbench.emv.securechannel.Scp03Session;
import dev.tapbench.emv.securechannel.SecureChannelProtocol;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;
import java.util.function.UnaryOperator;

/** What loading asks of a secure channel, whichever protocol it is: always with the most protection that the protocol has. */
interface LoadingChannel extends AutoCloseable {
    /**
     * The chip's keys, below one label of the HSM.
     *
     * @param enc card key ENC
     * @param mac card key MAC
     * @param dek card key DEK
     */
    record Keys(KeyLabel enc, KeyLabel mac, KeyLabel dek) {
        static Keys below(KeyLabel session) {
            return new Keys(session.child("enc"), session.child("mac"), session.child("dek"));
        }

        /** From the master key: as EMV CPS 1.1, 4.1 says under SCP02, and in counter mode with CMAC under SCP03. */
        void derive(Hsm hsm, SecureChannelProtocol protocol, KeyLabel kmc, Bytes keydata) {
            if (protocol.scp03()) {
                Scp03CardKeys.derive(hsm, kmc, keydata, enc, mac, dek);
            } else {
                CpsKeys.derive(hsm, kmc, keydata, enc, mac, dek);
            }
        }

        void forget(Hsm hsm) {
            hsm.destroy(enc);
            hsm.destroy(mac);
            hsm.destroy(dek);
        }
    }

    /** The first command of the session. */
    CommandApdu externalAuthenticate();

    /** A command as it is sent. */
    CommandApdu wrap(CommandApdu command);

    /**
     * Opens the response to the command that was wrapped last, also when others are wrapped before it comes.
     *
     * @see Scp03Session#unwrapping()
     */
    UnaryOperator<ResponseApdu> unwrapping();

    /** The most bytes of data that one command carries, once the session has its level. */
    int longestData();

    /** A secret from under the transport key to under the key that this chip deciphers it with. */
    Bytes translateForCard(KeyLabel transport, Bytes cryptogram);

    @Override
    void close();

    /**
     * Opens the session of the protocol and checks the card cryptogram.
     *
     * @throws EmvDataException when it is wrong, or the response is none of this protocol
     */
    static LoadingChannel open(
            Hsm hsm, SecureChannelProtocol protocol, Keys keys, Bytes hostChallenge, Bytes initializeUpdateResponse) {
        return protocol.scp03()
                ? new Scp03(Scp03Session.open(
                        hsm, keys.enc(), keys.mac(), keys.dek(), hostChallenge, initializeUpdateResponse))
                : new Scp02(Scp02Session.open(
                        hsm,
                        keys.enc(),
                        keys.mac(),
                        keys.dek(),
                        hostChallenge,
                        initializeUpdateResponse,
                        protocol.implementation()));
    }

    /** SCP02 at level 03: responses are not protected. */
    record Scp02(Scp02Session session) implements LoadingChannel {
        @Override
        public CommandApdu externalAuthenticate() {
            return session.externalAuthenticate(Scp02Session.LEVEL_MAC_AND_ENCIPHERMENT);
        }

        @Override
        public CommandApdu wrap(CommandApdu command) {
            return session.wrap(command);
        }

        @Override
        public UnaryOperator<ResponseApdu> unwrapping() {
            return UnaryOperator.identity();
        }

        @Override
        public int longestData() {
            return session.longestData();
        }

        @Override
        public Bytes translateForCard(KeyLabel transport, Bytes cryptogram) {
            return session.translateForCard(transport, cryptogram);
        }

        @Override
        public void close() {
            session.close();
        }
    }

    /** SCP03 at level 33: a response proves that the chip took the command. */
    record Scp03(Scp03Session session) implements LoadingChannel {
        @Override
        public CommandApdu externalAuthenticate() {
            return session.externalAuthenticate(Scp03Level.ALL);
        }

        @Override
        public CommandApdu wrap(CommandApdu command) {
            return session.wrap(command);
        }

        @Override
        public UnaryOperator<ResponseApdu> unwrapping() {
            return session.unwrapping();
        }

        @Override
        public int longestData() {
            return session.longestData();
        }

        @Override
        public Bytes translateForCard(KeyLabel transport, Bytes cryptogram) {
            return session.translateForCard(transport, cryptogram);
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
