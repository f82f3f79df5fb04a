package dev.tapbench.parties.terminal;

import dev.tapbench.drivers.embedded.EmbeddedHsmDriver;
import dev.tapbench.emv.Aip;
import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.parties.testing.FakeReader;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Entropy;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.trace.Prompt;
import dev.tapbench.ports.trace.Prompted;
import dev.tapbench.ports.trace.TraceEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A terminal on 15 June 2026 for the tests of single steps, and a card that answers as a test says. */
final class Counter {
    static final Hsm HSM = new EmbeddedHsmDriver().open(Target.parse("embedded:"));
    static final KeyLabel CA = KeyLabel.of("ca/rsa");

    static {
        HSM.generateRsa(CA, 1408, 3);
    }

    final List<TraceEvent> events = new ArrayList<>();
    final List<CommandApdu> sent = new ArrayList<>();
    final Terminal terminal;
    private final Map<Integer, Bytes> records = new LinkedHashMap<>();
    private Aip aip = new Aip(Bytes.zeros(2));

    Counter() {
        this(TerminalConfig.of("TERM0001", 276, 1));
    }

    Counter(TerminalConfig config) {
        terminal = new Terminal(
                config,
                new TerminalDevices(
                        new FakeReader("no reader", card -> command -> new byte[] {0x6F, 0x00}),
                        Optional.empty(),
                        new TerminalMemory()),
                request -> Optional.empty(),
                HSM,
                KeyLabel.of("terminal/mac-TERM0001"),
                HSM.rsaPublic(CA),
                Entropy.seeded(1, "terminal"),
                Clock.fixed(Instant.parse("2026-06-15T09:00:00Z"), ZoneOffset.UTC),
                events::add);
        record(Tags.PAN, "9999021234567894");
        record(Tags.EXPIRY_DATE, "301231");
    }

    static TerminalConfig config() {
        return TerminalConfig.of("TERM0001", 276, 1);
    }

    /** A record of the card holds this. */
    Counter record(int tag, String value) {
        records.put(tag, Bytes.hex(value));
        return this;
    }

    Counter promises(Aip.Bit bit) {
        aip = new Aip(bit.set(aip.value()));
        return this;
    }

    CardApplication application() {
        return new CardApplication(false, Bytes.hex("F0544150011010"), Bytes.empty(), aip, records, Bytes.empty());
    }

    Transaction purchase(long cents) {
        return transaction(cents, TransactionValues.PURCHASE, Medium.CONTACT_T1);
    }

    Transaction transaction(long cents, int type, Medium medium) {
        return Transaction.begin(terminal, new Money(cents, Currency.EUR), type, medium);
    }

    /** A card in the reader; what it is sent is kept. */
    CardDialogue card(UnaryOperator<Bytes> answers) {
        FakeReader reader = new FakeReader("reader", card -> command -> {
            Bytes bytes = Bytes.of(command);
            sent.add(CommandApdu.parse(bytes));
            return answers.apply(bytes).toArray();
        });
        Card card = () -> "card";
        return CardDialogue.open(reader, card);
    }

    /** A card that answers each instruction alike. */
    CardDialogue card(Map<Integer, String> answers) {
        return card(command -> Bytes.hex(answers.getOrDefault(command.at(1), "6D00")));
    }

    List<Prompt> shown() {
        return events.stream()
                .filter(Prompted.class::isInstance)
                .map(event -> ((Prompted) event).prompt())
                .toList();
    }

    static String tlv(int tag, String value) {
        return Tlv.encode(tag, Bytes.hex(value)).toHex();
    }
}
