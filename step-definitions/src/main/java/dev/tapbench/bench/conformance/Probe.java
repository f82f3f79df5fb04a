package dev.tapbench.bench.conformance;

import dev.tapbench.bench.HeldCard;
import dev.tapbench.bench.Secrecy;
import dev.tapbench.bench.World;
import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.Commands;
import dev.tapbench.emv.CryptogramResponse;
import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Csu;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.Pin;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.Tvr;
import dev.tapbench.emv.crypto.ScriptSender;
import dev.tapbench.emv.securechannel.HostSession;
import dev.tapbench.emv.securechannel.SecureChannelProtocol;
import dev.tapbench.parties.personalization.ChipKeys;
import dev.tapbench.parties.personalization.KeyLabels;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.ProductException;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.trace.ApduExchanged;
import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.TraceEvent;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.risk.RiskProfile.Device;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A terminal that does single steps and decides nothing, with one card: over the contacts where it has some, since there an ordinary
 * PIN can be verified and no tap counts for a lost card; a phone over its antenna. A transaction begins where a step needs one.
 */
public final class Probe implements AutoCloseable {
    /** Authorisation response codes (EMV Book 4, A6). */
    static final Bytes APPROVED = Bytes.of('0', '0');
    /** Unable to go online, offline approved. */
    static final Bytes UNABLE = Bytes.of('Y', '3');
    /** Issuer authentication data that a terminal has not got (EMV Book 3, 5.4). */
    static final Bytes NO_ANSWER = Bytes.zeros(8);

    private static final Bytes ANY_DAY = Bytes.hex("260615");
    private static final int KEYDATA_LENGTH = 10;
    private static final int ONLINE_CAPABLE = 0x22;
    private static final int OFFLINE_ONLY = 0x23;
    /** A first GENERATE AC's terminal type is no part of what the second repeats. */
    private static final int COMMON_DATA = 29;

    private final World world;
    private final HeldCard held;
    private final TestIssuer issuer;
    private final Reader reader;
    private final int began;
    private @Nullable CardLink link;
    private Stage stage = Stage.AWAY;
    private Bytes data = Bytes.empty();
    private @Nullable CryptogramResponse request;
    private @Nullable ScriptSender scripts;
    private int channels;

    /** How far the card has come in this activation. */
    private enum Stage {
        AWAY,
        SELECTED,
        INITIATED,
        REQUESTED
    }

    Probe(World world, HeldCard held) {
        this.world = world;
        this.held = held;
        issuer = new TestIssuer(world.hsm(Party.ISSUER), held);
        reader = profile().device() == Device.CARD ? world.terminalContactReader() : world.terminalReader();
        began = world.trace().mark();
    }

    CardProfile profile() {
        return held.chain().profile();
    }

    HeldCard held() {
        return held;
    }

    World world() {
        return world;
    }

    Pin pin() {
        return profile().pin().reference();
    }

    Pin wrongPin() {
        return Secrecy.wrong(pin());
    }

    /** The amount of a transaction that a table says nothing more about. */
    Money small() {
        return new Money(100, held.view().currency());
    }

    /** Into the field, with nothing selected. */
    void activate() {
        leave();
        link = reader.tap(held.card());
    }

    /** Out of the field: what the card only remembered is gone. */
    void leave() {
        CardLink open = link;
        link = null;
        stage = Stage.AWAY;
        request = null;
        ScriptSender sender = scripts;
        scripts = null;
        if (sender != null) {
            sender.close();
        }
        if (open != null) {
            open.close();
        }
    }

    /** The application is selected, unless it is; what the card says to that is no matter here. */
    void selected() {
        if (stage == Stage.AWAY) {
            activate();
            send(Commands.select(profile().application().aid()));
            stage = Stage.SELECTED;
        }
    }

    /** A transaction has begun, unless one has. */
    void initiated() {
        selected();
        if (stage == Stage.SELECTED) {
            send(Commands.gpo(Bytes.empty()));
            stage = Stage.INITIATED;
        }
    }

    /** The card was asked for an ARQC, unless it has answered in this transaction. */
    void requested() {
        initiated();
        if (stage == Stage.INITIATED) {
            first(CryptogramType.ARQC, false, small(), true);
        }
    }

    /** A command as it is. */
    public ResponseApdu send(CommandApdu command) {
        return transmit(command.toBytes());
    }

    /** Bytes that need not be a well-formed command. */
    ResponseApdu transmit(Bytes command) {
        CardLink open = link;
        if (open == null) {
            throw new IllegalStateException("the card is not in the field");
        }
        return ResponseApdu.parse(open.transmit(command.toArray()));
    }

    /** The CDOL1 data of a purchase (CDOL1 of this card: eight objects and the terminal type). */
    Bytes purchase(Money amount, boolean canGoOnline, Tvr tvr) {
        return Bytes.concat(
                amount.n12(),
                Bytes.zeros(6),
                Bytes.hex("%04d".formatted(profile().issuing().country())),
                tvr.value(),
                amount.currency().code(),
                ANY_DAY,
                Bytes.of(0),
                world.entropy("conformance terminal").bytes(4),
                Bytes.of(canGoOnline ? ONLINE_CAPABLE : OFFLINE_ONLY));
    }

    /** First GENERATE AC of a purchase. */
    ResponseApdu first(CryptogramType type, boolean cda, Money amount, boolean canGoOnline) {
        return first(type, cda, purchase(amount, canGoOnline, Tvr.CLEAR));
    }

    /** First GENERATE AC with this data. */
    ResponseApdu first(CryptogramType type, boolean cda, Bytes purchase) {
        initiated();
        data = purchase.slice(0, COMMON_DATA);
        ResponseApdu response = send(Commands.generateAc(type, cda, purchase));
        stage = Stage.REQUESTED;
        request = response.ok() ? CryptogramResponse.parse(response.data()) : null;
        return response;
    }

    /** Second GENERATE AC about the same purchase; the card is asked for an ARQC before, unless it was. */
    ResponseApdu second(CryptogramType type, boolean cda, Bytes responseCode, Bytes issuerAuthentication) {
        requested();
        return send(Commands.generateAc(type, cda, Bytes.concat(data, responseCode, issuerAuthentication)));
    }

    /**
     * What the issuer says to the card's request, as a message that the terminal receives.
     *
     * @param proprietary 0 to 8 bytes
     */
    Bytes issuerAnswers(Csu csu, Bytes proprietary) {
        requested();
        CryptogramResponse asked = Optional.ofNullable(request)
                .filter(r -> r.cryptogram().isPresent())
                .orElseThrow(() -> new ProductException("expected a request with a cryptogram to answer, came "
                        + answered() + " from " + held.card().id()));
        Bytes answer = issuer.answer(
                asked.cryptogram().orElseThrow(), (int) asked.atc().toNumber(), csu, proprietary);
        world.trace()
                .record(new MessagePassed(
                        Party.ISSUER,
                        Party.TERMINAL,
                        MessageType.AUTHORIZATION_RESPONSE,
                        "conformance",
                        "",
                        Map.of(
                                "DE39",
                                csu.approves() ? "00" : "05",
                                "DE55",
                                Tlv.encode(Tags.ISSUER_AUTHENTICATION_DATA, answer)
                                        .toHex())));
        return answer;
    }

    /** A script command of this transaction; without a cryptogram there is no key, and its MAC is none. */
    CommandApdu script(CommandApdu plain) {
        return sender().map(sender -> sender.protect(plain)).orElseGet(() -> unprotected(plain));
    }

    /** A script command whose data are enciphered as well. */
    CommandApdu secretScript(CommandApdu plain) {
        return sender().map(sender -> sender.encipher(plain)).orElseGet(() -> unprotected(plain));
    }

    private static CommandApdu unprotected(CommandApdu plain) {
        return plain.with(plain.cla() | 0x0C, Tlv.encode(0x8E, Bytes.zeros(8)));
    }

    private Optional<ScriptSender> sender() {
        requested();
        if (scripts == null && request != null) {
            scripts = request.cryptogram().map(issuer::scripts).orElse(null);
        }
        return Optional.ofNullable(scripts);
    }

    /** A secure channel for personalization whose card cryptogram was right; empty where the card opens none. */
    Optional<HostSession> channel() {
        selected();
        Bytes challenge = world.entropy("conformance channel").bytes(8);
        ResponseApdu response = send(Commands.initializeUpdate(0, challenge));
        if (!response.ok()) {
            return Optional.empty();
        }
        Hsm hsm = world.hsm(Party.TSP);
        ChipKeys keys = ChipKeys.below(KeyLabel.of("conformance/channel-" + ++channels));
        SecureChannelProtocol protocol = profile().chip().channel();
        keys.derive(
                hsm,
                protocol,
                KeyLabels.tspKmc(profile().issuing().iin()),
                response.data().slice(0, KEYDATA_LENGTH));
        return Optional.of(world.closing(keys.open(hsm, protocol, challenge, response.data())));
    }

    /** A secure channel in which the card has accepted the host as well. */
    Optional<HostSession> authenticatedChannel() {
        Optional<HostSession> channel = channel();
        channel.ifPresent(session -> send(session.externalAuthenticate()));
        return channel;
    }

    /** Bytes of the card's RSA modulus: as many as a signature of it has (EMV Book 2, 6.5.2). */
    int cardKeyLength() {
        initiated();
        ResponseApdu signed = send(Commands.internalAuthenticate(Bytes.zeros(4)));
        return Tlv.parse(signed.data()).require(Tags.SDAD).value().length();
    }

    /** What the card answered last over this link, as the trace has it. */
    public ResponseApdu answered() {
        List<TraceEvent> events = world.trace().events();
        for (int i = events.size() - 1; i >= began; i--) {
            if (events.get(i) instanceof ApduExchanged exchanged
                    && exchanged.reader().equals(reader.name())) {
                return ResponseApdu.parse(exchanged.response());
            }
        }
        throw new IllegalStateException("the card was sent nothing yet");
    }

    @Override
    public void close() {
        leave();
    }
}
