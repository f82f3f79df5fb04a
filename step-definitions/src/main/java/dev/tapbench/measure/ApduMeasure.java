package dev.tapbench.measure;

import dev.tapbench.bench.Drivers;
import dev.tapbench.bench.IssuedCards;
import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.Commands;
import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.DecodedExchange;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardBlueprint;
import dev.tapbench.ports.card.CardFactory;
import dev.tapbench.ports.card.ClassSource;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.card.TearableCard;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code measure apdu}: simulated cards with all that Tapbench puts around them, over bare jCardSim. */
public final class ApduMeasure {
    private static final Target SIMULATED = Target.parse("jcardsim:");
    private static final String APPLETS = "dev.tapbench.measure.applet";
    private static final Bytes ANSWERING = Bytes.hex("F05441504D");
    private static final CommandApdu INTERNAL_AUTHENTICATE =
            new CommandApdu(0x00, 0x88, 0, 0, Bytes.zeros(32), CommandApdu.ALL);
    /** Of a private class: the data, one object of 32 bytes, come back. */
    private static final CommandApdu ECHO =
            new CommandApdu(0x80, 0xEE, 0, 0, Tlv.encode(0xDF01, Bytes.zeros(29)), CommandApdu.ALL);
    /** What CDOL1 of this project's cards asks for; 1.00 EUR, a purchase. */
    private static final CommandApdu GENERATE_AC = Commands.generateAc(
            CryptogramType.ARQC,
            false,
            Bytes.hex("000000000100 000000000000 0276 0000000000 0978 260615 00 01020304 22"));

    /** The transaction counter of a card ends at 65535. */
    private static final int PAYMENTS = 50_000;

    private final Path home;

    private ApduMeasure(Path home) {
        this.home = home;
    }

    /**
     * The measure; nothing is opened yet.
     *
     * @param home the folder with {@code features/}
     */
    public static Measure in(Path home) {
        ApduMeasure apdu = new ApduMeasure(home);
        return new Measure(
                "apdu",
                "commands to a simulated card, recorded and decoded, over bare jCardSim",
                List.of(
                        new Comparison(
                                "mac",
                                "a MAC over 32 bytes (INTERNAL AUTHENTICATE), recorded and decoded",
                                Unit.MICROSECONDS,
                                () -> answering(INTERNAL_AUTHENTICATE, new Sink()::take)),
                        new Comparison(
                                "mac-text",
                                "the same, and all that was decoded written as text",
                                Unit.MICROSECONDS,
                                () -> answering(INTERNAL_AUTHENTICATE, asText(new Sink()))),
                        new Comparison(
                                "echo",
                                "32 bytes that come back, recorded and decoded",
                                Unit.MICROSECONDS,
                                () -> answering(ECHO, new Sink()::take)),
                        new Comparison(
                                "generate-ac",
                                "a payment with a personalized card: SELECT, GET PROCESSING OPTIONS, GENERATE AC,"
                                        + " recorded and decoded",
                                Unit.MICROSECONDS,
                                apdu::payment),
                        new Comparison(
                                "copies",
                                "a copy of a personalized card; the baseline installs both applets into a new simulator",
                                Unit.PER_SECOND,
                                apdu::copies),
                        new Comparison(
                                "new-cards", "cards with both applets installed", Unit.PER_SECOND, apdu::newCards)));
    }

    private static Consumer<DecodedExchange> asText(Sink sink) {
        return exchange -> {
            sink.take(exchange.command().lines());
            sink.take(exchange.response().lines());
        };
    }

    private static Reader simulated() {
        return Drivers.find().reader(SIMULATED).open(SIMULATED);
    }

    private static Sides answering(CommandApdu command, Consumer<DecodedExchange> use) {
        CardBlueprint blueprint = new CardBlueprint(
                "measured",
                ClassSource.ofPackage(ApduMeasure.class.getClassLoader(), APPLETS),
                List.of(new CardBlueprint.Applet(APPLETS + ".AnsweringApplet", ANSWERING, Bytes.empty())),
                CardBlueprint.Power.FIELD,
                1);
        Dialogue dialogue = new Dialogue(List.of(Commands.select(ANSWERING)), List.of(command));
        Reader driver = simulated();
        Reader bare = BareClasses.reader();
        Card card = ((CardFactory) driver).make(blueprint);
        Supplier<Card> bareCards = () -> ((CardFactory) bare).make(blueprint);
        List<Bytes> ours = dialogue.answers(driver, card);
        List<Bytes> theirs = dialogue.answers(bare, bareCards.get());
        if (!ours.equals(theirs)) {
            throw new IllegalStateException("the sides answer differently: " + ours + " and " + theirs);
        }
        return new Sides(
                new RecordedExchanges(driver, () -> card, Integer.MAX_VALUE, dialogue, use),
                new BareExchanges(bare, bareCards, dialogue),
                driver::close);
    }

    /** The cards differ in their numbers, so the answers do as well; their lengths do not. */
    private Sides payment() {
        Reader driver = simulated();
        Reader bare = BareClasses.reader();
        IssuedCards ours = PersonalizedCards.of(home, driver);
        IssuedCards theirs = PersonalizedCards.of(home, bare);
        Dialogue dialogue =
                new Dialogue(List.of(), List.of(Commands.select(ours.aid()), Commands.gpo(Bytes.empty()), GENERATE_AC));
        List<Integer> lengths = lengths(dialogue.answers(driver, ours.personalized()));
        List<Integer> expected = lengths(dialogue.answers(bare, theirs.personalized()));
        if (!lengths.equals(expected)) {
            throw new IllegalStateException("the sides answer with " + lengths + " and " + expected + " bytes");
        }
        return new Sides(
                new RecordedExchanges(driver, ours::personalized, PAYMENTS, dialogue, new Sink()::take),
                new BareExchanges(bare, theirs::personalized, dialogue),
                () -> {
                    ours.close();
                    theirs.close();
                    driver.close();
                });
    }

    private static List<Integer> lengths(List<Bytes> answers) {
        return answers.stream().map(Bytes::length).toList();
    }

    private Sides newCards() {
        return cards(ours -> ours::blank);
    }

    private Sides copies() {
        return cards(ours -> {
            Card personalized = ours.personalized();
            if (personalized instanceof TearableCard original) {
                return () -> original.copy("copy");
            }
            throw new IllegalStateException("the cards of " + SIMULATED + " cannot be copied");
        });
    }

    /** The baseline has no copies: what it can do is to install once more. */
    private Sides cards(Function<IssuedCards, Supplier<Card>> making) {
        Reader driver = simulated();
        IssuedCards ours = PersonalizedCards.of(home, driver);
        IssuedCards theirs = PersonalizedCards.of(home, BareClasses.reader());
        return new Sides(again(making.apply(ours)), again(theirs::blank), () -> {
            ours.close();
            theirs.close();
            driver.close();
        });
    }

    private static Side again(Supplier<Card> cards) {
        Sink sink = new Sink();
        return times -> {
            for (int i = 0; i < times; i++) {
                sink.take(cards.get());
            }
        };
    }
}
