package dev.tapbench.parties.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.drivers.embedded.EmbeddedHsmDriver;
import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Dol;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.Pan;
import dev.tapbench.emv.Pin;
import dev.tapbench.emv.crypto.IccKeys;
import dev.tapbench.parties.issuer.Books;
import dev.tapbench.parties.issuer.ExchangeRates;
import dev.tapbench.parties.issuer.Issuer;
import dev.tapbench.parties.issuer.IssuerConfig;
import dev.tapbench.parties.issuer.IssuerHost;
import dev.tapbench.parties.issuer.IssuerProduct;
import dev.tapbench.parties.issuer.OnlinePurchase;
import dev.tapbench.parties.messages.ConfirmationRequest;
import dev.tapbench.parties.messages.DataApproval;
import dev.tapbench.parties.messages.DataRequest;
import dev.tapbench.parties.messages.HostConnection;
import dev.tapbench.parties.messages.MotapsService;
import dev.tapbench.parties.messages.PersonalizationFailed;
import dev.tapbench.parties.messages.Personalized;
import dev.tapbench.parties.messages.PreparationOrder;
import dev.tapbench.parties.messages.PreparedData;
import dev.tapbench.parties.messages.PreparedDataRequest;
import dev.tapbench.parties.messages.TcpHostConnection;
import dev.tapbench.parties.terminal.Terminal;
import dev.tapbench.parties.terminal.TerminalConfig;
import dev.tapbench.parties.terminal.TerminalDevices;
import dev.tapbench.parties.terminal.TerminalMemory;
import dev.tapbench.parties.testing.FakeReader;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Entropy;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.TraceEvent;
import dev.tapbench.risk.Behaviour.OnlineApproval;
import dev.tapbench.risk.ConversionRate;
import java.math.BigDecimal;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Issuer with host, terminal and one personalized soft card, over real sockets. */
final class World implements AutoCloseable {
    static final Pin PIN = Pin.of("1234");
    static final String TERMINAL = "TERM0001";
    private static final String MERCHANT = "TAPBENCH SHOP";
    static final KeyLabel TERMINAL_KEY = KeyLabel.of("terminal/mac-" + TERMINAL);
    // Made once: they take longer than everything else.
    private static final RSAPrivateCrtKey CA = rsa(1408);
    private static final RSAPrivateCrtKey ISSUER = rsa(1280);
    private static final List<RSAPrivateCrtKey> CARDS = List.of(rsa(1024), rsa(1024));
    private static final ExchangeRates RATES = new ExchangeRates(Map.of(Currency.USD, new BigDecimal("0.925")));
    private static int cards;
    private static final Dol TERMINAL_DATA = Dol.parse(Bytes.hex("9F02069F03069F1A0295055F2A029A039C019F3704"));

    final List<TraceEvent> events = Collections.synchronizedList(new ArrayList<>());
    final Hsm hsm = new EmbeddedHsmDriver().open(Target.parse("embedded:"));
    final Issuer issuer;
    final IssuerHost host;
    final SoftCard card;
    final HostConnection line;
    private final List<PreparationOrder> orders = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-03T12:00:00Z");

    World(Money firstFunds) {
        this(firstFunds, Optional.empty());
    }

    /** @param onChip the rate that the issuer believes to be on the chip; the soft card has none */
    World(Money firstFunds, Optional<ConversionRate> onChip) {
        for (String label : List.of("issuer/imk-ac", "issuer/tk-motaps")) {
            hsm.generateKey(KeyLabel.of(label), KeyKind.TDES);
        }
        Bytes macKey = Bytes.hex("0123456789ABCDEFFEDCBA9876543210");
        hsm.importKey(TERMINAL_KEY, KeyKind.TDES, macKey);
        hsm.importKey(KeyLabel.of("issuer/mac-" + TERMINAL), KeyKind.TDES, macKey);
        hsm.importRsa(KeyLabel.of("ca/rsa"), CA);
        hsm.importRsa(KeyLabel.of("motaps/issuer-rsa"), ISSUER);
        IssuerProduct product = new IssuerProduct(
                "prepaid card",
                "prepaid",
                "999902",
                16,
                1,
                IccKeys.Option.A,
                eur(15000),
                eur(20000),
                PIN,
                Optional.empty(),
                3,
                IssuerProduct.Funding.ON_CHIP,
                OnlineApproval.COUNT,
                onChip,
                Period.ofYears(4));
        issuer = new Issuer(
                new IssuerConfig(Currency.EUR, RATES, 3, eur(12000), eur(30000), List.of(product)),
                hsm,
                new Orders(),
                Entropy.seeded(1, "issuer"),
                clock(),
                events::add);
        host = IssuerHost.start(issuer, hsm, events::add);
        line = new TcpHostConnection(host.address(), Duration.ofSeconds(2), Duration.ofSeconds(5));
        card = personalize(firstFunds);
    }

    private static RSAPrivateCrtKey rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F0));
            return (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Two cards in a row have different keys. */
    private static RSAPrivateCrtKey nextCardKey() {
        return CARDS.get(cards++ % CARDS.size());
    }

    static Money eur(long cents) {
        return new Money(cents, Currency.EUR);
    }

    private SoftCard personalize(Money funds) {
        DataApproval approval =
                (DataApproval) issuer.approve(new DataRequest("s1", 1, "prepaid card", funds.minor(), 978));
        SoftCard made = new SoftCard(hsm, Pan.of(orders.get(0).pan()), 1, PIN, funds, nextCardKey());
        Map<Integer, Bytes> values = TERMINAL_DATA.split(Bytes.zeros(29));
        Bytes[] proof = made.closingProof(values);
        assertThat(issuer.confirm(new ConfirmationRequest(
                                "s1", 2, approval.account(), Bytes.zeros(29), proof[0], proof[1], proof[2], proof[3]))
                        .valid())
                .isTrue();
        issuer.personalized(new Personalized("s1", 3, approval.account(), Bytes.zeros(10)));
        return made;
    }

    Terminal terminal(HostConnection connection) {
        return terminal(connection, 1, KeyLabel.of("ca/rsa"));
    }

    /** A terminal that remembers what another did. */
    Terminal terminal(HostConnection connection, TerminalMemory memory) {
        return terminal(connection, 1, KeyLabel.of("ca/rsa"), memory);
    }

    Terminal terminal(HostConnection connection, int caKeyIndex, KeyLabel ca) {
        return terminal(connection, caKeyIndex, ca, new TerminalMemory());
    }

    private Terminal terminal(HostConnection connection, int caKeyIndex, KeyLabel ca, TerminalMemory memory) {
        return new Terminal(
                TerminalConfig.of(TERMINAL, 276, caKeyIndex),
                new TerminalDevices(
                        new FakeReader("soft reader", tapped -> ((SoftCard) tapped).link()), Optional.empty(), memory),
                connection,
                hsm,
                TERMINAL_KEY,
                hsm.rsaPublic(ca),
                Entropy.seeded(2, "terminal"),
                clock(),
                events::add);
    }

    Terminal terminal() {
        return terminal(line);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    Books.CardBooks books() {
        Books books = issuer.books();
        assertThat(books.constant().holds()).as(books.constant().detail()).isTrue();
        assertThat(books.covered().holds()).as(books.covered().detail()).isTrue();
        assertThat(books.card(card.pan).covers(eur(card.funds))).isTrue();
        return books.card(card.pan);
    }

    /** The first purchase that the issuer approved. */
    OnlinePurchase purchase() {
        return books().onlinePurchases().get(0);
    }

    /** What the merchant of the terminals may claim. */
    Money claims() {
        return issuer.books().claims().getOrDefault(MERCHANT, eur(0));
    }

    /** What the cardholder's account holds. */
    Money account() {
        return issuer.books().accounts().getOrDefault(books().account(), eur(-1));
    }

    boolean decided(Decision decision, boolean positive) {
        return events.stream()
                .anyMatch(e -> e instanceof Decided d && d.decision() == decision && d.positive() == positive);
    }

    List<MessagePassed> messages(MessageType type) {
        return events.stream()
                .filter(e -> e instanceof MessagePassed m && m.type() == type)
                .map(MessagePassed.class::cast)
                .toList();
    }

    @Override
    public void close() {
        host.close();
        hsm.close();
    }

    private final class Orders implements MotapsService {
        @Override
        public void order(PreparationOrder order) {
            orders.add(order);
        }

        @Override
        public PreparedData deliver(PreparedDataRequest request) {
            throw new IllegalStateException("not asked in these tests");
        }

        @Override
        public void personalized(Personalized message) {}

        @Override
        public void failed(PersonalizationFailed message) {}
    }
}
