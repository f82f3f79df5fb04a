package dev.tapbench.measure;

import dev.tapbench.bench.ChipMaker;
import dev.tapbench.bench.Drivers;
import dev.tapbench.bench.IssuingChain;
import dev.tapbench.bench.Surroundings;
import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Money;
import dev.tapbench.parties.personalization.PersonalizationOutcome;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Entropy;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardFactory;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Trace;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.profiles.CardProfileFile;
import dev.tapbench.risk.RiskProfile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** Cards, personalized by the chain that scenarios use, on a reader that makes cards. */
final class PersonalizedCards implements Surroundings, AutoCloseable {
    private static final Target MODULE = Target.parse("embedded:?seed=1");
    private static final long FUNDS = 20_00;

    private final Hsm hsm = Drivers.find().hsm(MODULE).open(MODULE);
    private final Reader reader;
    private final CardProfile profile;
    private final ChipMaker chips;
    private final IssuingChain chain;

    /**
     * @param home the folder with {@code features/}
     * @param reader a {@link CardFactory} as well
     */
    PersonalizedCards(Path home, Reader reader) {
        this(CardProfileFile.read(home.resolve("features").resolve("cards").resolve("prepaid.yaml")), reader);
    }

    /** @param reader a {@link CardFactory} as well */
    PersonalizedCards(CardProfile profile, Reader reader) {
        this.reader = reader;
        this.profile = profile;
        chips = new ChipMaker((CardFactory) reader, ChipMaker.soundCard().remembered(), entropy("chip maker"));
        chain = new IssuingChain(this, profile, IssuingChain.Terms.USUAL, reader);
    }

    Bytes aid() {
        return profile.application().aid();
    }

    /** A chip as its maker gives it away: applets and keys, and nothing of a cardholder. */
    Card blank() {
        return chips.blank(
                "measured", profile, profile.issuing().iin(), profile.keys().kmc());
    }

    /** A card that can pay. */
    Card personalized() {
        Card card = blank();
        Currency currency = Currency.ofAlpha(profile.risk().currency().getCurrencyCode());
        PersonalizationOutcome outcome = chain.device()
                .request(
                        profile.product(),
                        new Money(profile.risk().kind() == RiskProfile.Kind.PREPAID ? FUNDS : 0, currency),
                        card);
        if (outcome instanceof PersonalizationOutcome.Rejected rejected) {
            throw new IllegalStateException(
                    "expected a personalized card of " + reader.name() + ", but it was rejected: " + rejected.reason());
        }
        return card;
    }

    @Override
    public Hsm hsm(Party owner) {
        return hsm;
    }

    @Override
    public Hsm unrecordedHsm() {
        return hsm;
    }

    @Override
    public Reader personalizationAntenna() {
        return reader;
    }

    @Override
    public Entropy entropy(String purpose) {
        return Entropy.seeded(1, purpose);
    }

    @Override
    public Clock clock() {
        return Clock.fixed(Instant.parse("2026-06-15T09:00:00Z"), ZoneOffset.UTC);
    }

    @Override
    public Trace trace() {
        return Trace.none();
    }

    @Override
    public void close() {
        hsm.close();
    }
}
