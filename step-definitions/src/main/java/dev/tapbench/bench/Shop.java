package dev.tapbench.bench;

import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.parties.issuer.IssuerHost;
import dev.tapbench.parties.messages.HostConnection;
import dev.tapbench.parties.messages.HostMessage;
import dev.tapbench.parties.messages.HostSeal;
import dev.tapbench.parties.messages.TcpHostConnection;
import dev.tapbench.parties.personalization.KeyCeremony;
import dev.tapbench.parties.personalization.KeyLabels;
import dev.tapbench.parties.terminal.RiskParameters;
import dev.tapbench.parties.terminal.Terminal;
import dev.tapbench.parties.terminal.TerminalConfig;
import dev.tapbench.parties.terminal.TerminalDevices;
import dev.tapbench.parties.terminal.TerminalMemory;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.InterruptingReader;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.profiles.CardProfile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A terminal in a shop, and its line to the issuer's host. */
public final class Shop {
    private static final String TERMINAL_ID = "TAPBENCH";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int AUTHORIZATION_RESPONSE_MAC = 8;
    private static final int GENERATE_AC = 0xAE;
    private static final int ARPC = 4;

    private final Stage stage;
    private final CardProfile profile;
    private final DishonestMerchant merchant;
    private final AlteringConnection line;
    private final DishonestReader reader;
    private final InterruptingReader field;
    private final TerminalMemory memory = new TerminalMemory();
    private RiskParameters risk = RiskParameters.NONE;
    private boolean hasLine = true;
    private boolean hasPinPad = true;
    private boolean isAttended = true;
    private Terminal terminal;
    private boolean cardLeavesEarly;

    public Shop(Stage stage, IssuingChain chain) {
        this.stage = stage;
        profile = chain.profile();
        KeyCeremony.importTerminalKey(stage.unrecordedHsm(), profile, TERMINAL_ID);
        IssuerHost host = stage.closing(IssuerHost.start(chain.issuer(), stage.hsm(Party.ISSUER), stage.trace()));
        HostConnection wire = new TcpHostConnection(host.address(), TIMEOUT, TIMEOUT);
        merchant = new DishonestMerchant(
                request -> {
                    Optional<Bytes> answer = wire.exchange(request);
                    if (answer.isEmpty()) {
                        host.requireSound();
                    }
                    return answer;
                },
                seal());
        line = new AlteringConnection(merchant);
        field = new InterruptingReader(stage.terminalReader(), c -> cardLeavesEarly && c.at(1) == GENERATE_AC);
        reader = new DishonestReader(field, stage::terminalContactReader);
        terminal = switchedOn();
    }

    /** Under the terminal's own key. */
    private HostSeal seal() {
        return new HostSeal(stage.unrecordedHsm(), KeyLabels.terminalMac(TERMINAL_ID));
    }

    private Terminal switchedOn() {
        TerminalConfig config = TerminalConfig.of(
                        TERMINAL_ID, profile.issuing().country(), profile.keys().caIndex())
                .with(List.of(profile.application().aid()))
                .with(risk);
        TerminalConfig reaching = hasLine ? config : config.offlineOnly();
        TerminalConfig equipped = hasPinPad ? reaching : reaching.withoutPinPad();
        return new Terminal(
                isAttended ? equipped : equipped.unattended(),
                new TerminalDevices(reader, stage.terminalSlot(), memory),
                line,
                stage.hsm(Party.TERMINAL),
                KeyLabels.terminalMac(TERMINAL_ID),
                stage.unrecordedHsm().rsaPublic(KeyLabels.CA_RSA),
                stage.entropy("terminal"),
                stage.clock(),
                stage.trace());
    }

    /** Whether from now on no amount is small enough to be paid without asking the issuer. */
    public void asksTheIssuer(boolean always) {
        RiskParameters wanted = always ? RiskParameters.NONE.withFloorLimit(0) : RiskParameters.NONE;
        if (!wanted.equals(risk)) {
            risk = wanted;
            terminal = switchedOn();
        }
    }

    /**
     * From now on the terminal is another one of the same merchant.
     *
     * @param line whether it has a line to the issuer
     * @param pinPad whether it has a PIN pad for cards in its slot
     * @param attended whether somebody of the merchant is beside it
     */
    public void equip(boolean line, boolean pinPad, boolean attended) {
        if (line != hasLine || pinPad != hasPinPad || attended != isAttended) {
            hasLine = line;
            hasPinPad = pinPad;
            isAttended = attended;
            terminal = switchedOn();
        }
    }

    /** The terminal loses its power, has it again, and sends what waits for the line. */
    public void terminalRestarts() {
        terminal = switchedOn();
        terminal.forward();
    }

    /**
     * A card is about to be put in.
     *
     * @throws dev.tapbench.reports.SkipException when the terminal has no slot
     */
    void requireSlot() {
        Reader unused = stage.terminalContactReader();
    }

    public Terminal terminal() {
        return terminal;
    }

    /** Who owns the terminal, and can send what he likes in its name. */
    public DishonestMerchant merchant() {
        return merchant;
    }

    /** The reader gives the card the enciphered PIN of the earlier load instead of the one just entered. */
    public void dishonestReaderRepeatsPin() {
        reader.repeatPin();
    }

    /** The reader gives the card the PIN as it is, which somebody has overheard, instead of enciphered. */
    public void dishonestReaderHandsPinInClear() {
        reader.handOverInClear(profile.pin().reference());
    }

    /** The reader tells the terminal that the card still waits for a load that it has ended. */
    public void dishonestReaderHidesTheEnd() {
        reader.hideTheEnd();
    }

    /** The reader takes the power from the card in the middle of its check of the PIN. */
    public void dishonestReaderCutsThePower() {
        reader.cutThePower();
    }

    /** The reader's slot is used in the place of its antenna. */
    public void dishonestReaderUsesItsSlot() {
        reader.useContacts();
    }

    /** The cardholder takes the card away before it can answer with a cryptogram, once. */
    public void cardLeavesTooEarly() {
        cardLeavesEarly = true;
    }

    /** Nothing that the terminal sends reaches the issuer's host. */
    public void networkLosesRequests() {
        line.cut();
    }

    /** The line is there again; what waits for it waits on. */
    public void networkWorksAgain() {
        line.restore();
    }

    /** Somebody who holds the terminal's key puts a cryptogram of his own into each request and seals it again. */
    public void networkChangesCryptograms() {
        HostSeal seal = seal();
        line.alterRequests(request -> {
            HostMessage message = seal.open(request).message();
            Bytes chipData = Tlv.parseAll(message.chipData()).stream()
                    .map(data -> data.tag() == Tags.APPLICATION_CRYPTOGRAM
                            ? Tlv.encode(data.tag(), lastBitFlipped(data.value()))
                            : data.encoded())
                    .reduce(Bytes.empty(), Bytes::then);
            return seal.seal(message.withChipData(chipData));
        });
    }

    private static Bytes lastBitFlipped(Bytes value) {
        byte[] bytes = value.toArray();
        bytes[bytes.length - 1] ^= 1;
        return Bytes.of(bytes);
    }

    /** Somebody on the line changes one bit of each answer, and has no key to seal it anew. */
    public void networkChangesAnswers() {
        line.alter(answer -> {
            byte[] bytes = answer.toArray();
            bytes[bytes.length - AUTHORIZATION_RESPONSE_MAC - 1] ^= 1;
            return Bytes.of(bytes);
        });
    }

    /**
     * A host that holds the terminal's key puts the issuer authentication data of another load into each answer and seals it
     * again: for the terminal nothing is wrong.
     *
     * @param other field 91 of the other load
     */
    public void dishonestHostAnswersWith(Bytes other) {
        alterAuthentication(own -> other);
    }

    /** Such a host changes the last bit of the ARPC, and leaves the card status update behind it as it is. */
    public void dishonestHostChangesTheCryptogram() {
        alterAuthentication(own -> lastBitFlipped(own.slice(0, ARPC)).then(own.slice(ARPC, own.length())));
    }

    /** Such a host changes the last bit of the issuer's command for before the second cryptogram, which is its MAC's. */
    public void dishonestHostChangesTheCommand() {
        alterAnswers(Tags.SCRIPT_BEFORE_AC, Shop::lastBitFlipped);
    }

    private void alterAuthentication(UnaryOperator<Bytes> change) {
        alterAnswers(Tags.ISSUER_AUTHENTICATION_DATA, change);
    }

    private void alterAnswers(int tag, UnaryOperator<Bytes> change) {
        HostSeal seal = seal();
        line.alter(answer -> {
            HostMessage message = seal.open(answer).message();
            Bytes chipData = Tlv.parseAll(message.chipData()).stream()
                    .map(data ->
                            data.tag() == tag ? Tlv.encode(data.tag(), change.apply(data.value())) : data.encoded())
                    .reduce(Bytes.empty(), Bytes::then);
            return seal.seal(message.withChipData(chipData));
        });
    }
}
