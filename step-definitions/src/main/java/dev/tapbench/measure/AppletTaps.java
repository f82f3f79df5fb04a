package dev.tapbench.measure;

import dev.tapbench.bench.IssuedCards;
import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.Commands;
import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.profiles.CardProfileFile;
import dev.tapbench.risk.LostOrStolenLimits;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.SpendingLimits;
import dev.tapbench.risk.lives.CardholderType;
import dev.tapbench.risk.lives.LivesJob;
import dev.tapbench.risk.lives.LivesSketch.Total;
import dev.tapbench.risk.lives.Percent;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * A device whose limits never trip, as model and as applet: each tap is approved offline, so that both do the same at each. The
 * applet is on stock jCardSim; a tap activates it, and sends SELECT, GET PROCESSING OPTIONS and GENERATE AC.
 */
final class AppletTaps implements Side {
    private static final long CARDS = 64;
    private static final int AMOUNTS = 64;

    private final Reader reader;
    private final IssuedCards cards;
    private final byte[] select;
    private final byte[] options;
    private final byte[][] cryptograms;
    private final Sink sink = new Sink();
    private Card card;
    private byte[] last = {};

    private AppletTaps(Reader reader, IssuedCards cards) {
        this.reader = reader;
        this.cards = cards;
        select = Commands.select(cards.aid()).toBytes().toArray();
        options = Commands.gpo(Bytes.empty()).toBytes().toArray();
        cryptograms = new byte[AMOUNTS][];
        for (int i = 0; i < AMOUNTS; i++) {
            cryptograms[i] = purchase((i + 1) * 100L).toBytes().toArray();
        }
        card = cards.personalized();
    }

    /** What CDOL1 of this project's cards asks for, at a terminal without a line (9F35 = 23). */
    private static CommandApdu purchase(long amount) {
        return Commands.generateAc(
                CryptogramType.TC,
                false,
                Bytes.hex("%012d 000000000000 0276 0000000000 0978 260615 00 01020304 23".formatted(amount)));
    }

    static Sides sides(Path home) {
        CardProfile product =
                CardProfileFile.read(home.resolve("features").resolve("cards").resolve("prepaid.yaml"));
        RiskProfile limitless = new RiskProfile(
                "limitless",
                RiskProfile.Kind.LINE,
                product.risk().currency(),
                new SpendingLimits(
                        RiskProfile.NO_COUNT_LIMIT,
                        RiskProfile.NO_COUNT_LIMIT,
                        OptionalLong.empty(),
                        RiskProfile.NO_AMOUNT_LIMIT),
                new LostOrStolenLimits(
                        LostOrStolenLimits.Mode.ANY, RiskProfile.NO_COUNT_LIMIT, RiskProfile.NO_AMOUNT_LIMIT),
                OptionalLong.empty());
        Batch batch = new Batch(new LivesJob(limitless, false, false, List.of(taps()), CARDS, 12, 1), CARDS);
        if (batch.once().total(0, Total.PAID_OFFLINE) != batch.worth()) {
            throw new IllegalStateException("the model declines a tap whose limits never trip");
        }
        Reader bare = BareClasses.reader();
        IssuedCards cards = PersonalizedCards.of(product.withRisk(limitless), bare);
        return new Sides(batch.byKernel(), new AppletTaps(bare, cards), cards::close);
    }

    private static CardholderType taps() {
        Percent none = new Percent(0);
        return new CardholderType(
                "taps", new Percent(100_00), 30_00, 10_00, 60_00, none, none, none, none, none, 0, 0, none);
    }

    /** A new card for each block, for the reason of {@link BareExchanges}. */
    @Override
    public void prepare() {
        card = cards.personalized();
    }

    @Override
    public void run(int times) {
        for (int i = 0; i < times; i++) {
            CardLink link = reader.tap(card);
            sink.take(link.transmit(select));
            sink.take(link.transmit(options));
            last = link.transmit(cryptograms[i % AMOUNTS]);
            sink.take(last);
        }
    }

    /** A tap that is declined is no tap of this life. */
    @Override
    public void finish() {
        Bytes answer = Bytes.of(last);
        Dialogue.requireDone(answer);
        Bytes information =
                Tlv.parse(ResponseApdu.parse(answer).data()).require(Tags.CID).value();
        if (CryptogramType.ofCid(information.at(0)) != CryptogramType.TC) {
            throw new IllegalStateException("the applet answered a tap with CID " + information + ": expected 40");
        }
    }
}
