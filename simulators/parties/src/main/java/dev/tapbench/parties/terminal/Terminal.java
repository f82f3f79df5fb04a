package dev.tapbench.parties.terminal;

import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Money;
import dev.tapbench.parties.messages.HostConnection;
import dev.tapbench.parties.messages.HostMessage;
import dev.tapbench.parties.messages.HostSeal;
import dev.tapbench.ports.Entropy;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Entered;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Trace;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** A payment terminal with a contactless reader, a PIN pad and a line to the issuer's host. One transaction at a time. */
public final class Terminal {
    private final TerminalConfig config;
    private final TerminalDevices devices;
    private final Entropy entropy;
    private final Clock clock;
    private final Trace trace;
    private final CardAuthentication authentication;
    private final HostDialogue host;
    private final StoreAndForward queue;
    private final Kernel kernel;

    /**
     * A terminal.
     *
     * @param devices its readers and its memory
     * @param connection to the issuer's host
     * @param hsm holds the terminal's MAC key
     * @param macKey {@code terminal/mac-TERMINALID}
     * @param ca public key of the certification authority
     */
    public Terminal(
            TerminalConfig config,
            TerminalDevices devices,
            HostConnection connection,
            Hsm hsm,
            KeyLabel macKey,
            RSAPublicKey ca,
            Entropy entropy,
            Clock clock,
            Trace trace) {
        this.config = config;
        this.devices = devices;
        this.entropy = entropy;
        this.clock = clock;
        this.trace = trace;
        authentication = new CardAuthentication(config, ca, clock, trace);
        host = new HostDialogue(config, connection, new HostSeal(hsm, macKey), devices.memory(), clock, trace);
        queue = new StoreAndForward(host, devices.memory());
        kernel = new Kernel(this);
    }

    /** Takes a request for a load and asks for the card (L-01, L-03); a request for nothing is refused at once. */
    public LoadTransaction load(Money amount) {
        trace.record(new Entered(Party.TERMINAL, Entered.Entry.LOAD_AMOUNT));
        boolean something = amount.minor() > 0;
        trace.record(new Decided(Party.TERMINAL, Decision.LOAD_REQUESTED, something, amount.toString()));
        return new LoadTransaction(this, amount, something);
    }

    /** Begins a purchase and asks for the card. */
    public PurchaseTransaction purchase(Money amount) {
        return new PurchaseTransaction(this, amount);
    }

    /** Begins a refund and asks for the card. */
    public RefundTransaction refund(Money amount) {
        return new RefundTransaction(this, amount);
    }

    /** Asks for the card to read what it holds. */
    public BalanceInquiry balance(Currency currency) {
        return new BalanceInquiry(this, currency);
    }

    /**
     * Sends the advices that wait: purchases to present, reversals, completions that were not answered.
     *
     * @return the host's answers; what stays unanswered waits on
     */
    public List<HostMessage> forward() {
        return queue.forward();
    }

    /** How many advices wait. */
    public int waitingAdvices() {
        return queue.size();
    }

    TerminalConfig config() {
        return config;
    }

    Reader reader() {
        return devices.antenna();
    }

    Optional<Reader> contactReader() {
        return devices.slot();
    }

    Entropy entropy() {
        return entropy;
    }

    Clock clock() {
        return clock;
    }

    Trace trace() {
        return trace;
    }

    CardAuthentication authentication() {
        return authentication;
    }

    HostDialogue host() {
        return host;
    }

    Kernel kernel() {
        return kernel;
    }

    StoreAndForward queue() {
        return queue;
    }
}
