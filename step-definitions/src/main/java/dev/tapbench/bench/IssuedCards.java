package dev.tapbench.bench;

import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Money;
import dev.tapbench.parties.personalization.PersonalizationOutcome;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Entropy;
import dev.tapbench.ports.ProductException;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardFactory;
import dev.tapbench.ports.card.ClassSource;
import dev.tapbench.ports.card.GetResponseLink;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Trace;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.risk.RiskProfile;
import java.time.Clock;

/** Cards of one product outside of any scenario, personalized by the chain that scenarios use. Records nothing. */
public final class IssuedCards implements Surroundings, AutoCloseable {
    private static final long FUNDS = 20_00;

    private final Hsm hsm;
    private final Runnable end;
    private final CardProfile profile;
    private final Reader antenna;
    private final Clock clock;
    private final ChipMaker chips;
    private final IssuingChain chain;

    /**
     * Cards whose keys are in a module of their own, which is closed with them.
     *
     * @param antenna where they are tapped; a {@link CardFactory} as well
     * @param encoder where they are personalized
     * @param classes of the applets
     */
    public IssuedCards(Hsm hsm, CardProfile profile, Reader antenna, Reader encoder, ClassSource classes, Clock clock) {
        this(hsm, hsm::close, profile, antenna, encoder, classes, clock);
    }

    private IssuedCards(
            Hsm hsm,
            Runnable end,
            CardProfile profile,
            Reader antenna,
            Reader encoder,
            ClassSource classes,
            Clock clock) {
        this.hsm = hsm;
        this.end = end;
        this.profile = profile;
        this.antenna = antenna;
        this.clock = clock;
        chips = new ChipMaker((CardFactory) antenna, classes.remembered(), entropy("chip maker"));
        chain = new IssuingChain(this, profile, IssuingChain.Terms.USUAL, GetResponseLink.on(encoder));
    }

    /** The same in a module that others use as well: all keys of these cards are under labels of their own, and go with them. */
    public static IssuedCards in(
            Hsm shared, CardProfile profile, Reader antenna, Reader encoder, ClassSource classes, Clock clock) {
        ImportedKeys keys = new ImportedKeys(shared);
        ScopedHsm scope = new ScopedHsm(keys, "issued", new CardKeys(true));
        return new IssuedCards(
                scope,
                () -> {
                    scope.close();
                    keys.destroy();
                },
                profile,
                antenna,
                encoder,
                classes,
                clock);
    }

    public Bytes aid() {
        return profile.application().aid();
    }

    /** A chip as its maker gives it away: applets and keys, and nothing of a cardholder. */
    public Card blank() {
        return chips.blank(
                "issued", profile, profile.issuing().iin(), profile.keys().kmc());
    }

    /**
     * A card that can pay.
     *
     * @throws ProductException when its personalization was rejected
     */
    public Card personalized() {
        Card card = blank();
        Currency currency = Currency.ofAlpha(profile.risk().currency().getCurrencyCode());
        PersonalizationOutcome outcome = chain.device()
                .request(
                        profile.product(),
                        new Money(profile.risk().kind() == RiskProfile.Kind.PREPAID ? FUNDS : 0, currency),
                        card);
        if (outcome instanceof PersonalizationOutcome.Rejected rejected) {
            throw new ProductException("expected a personalized card of " + antenna.name() + ", but it was rejected: "
                    + rejected.reason());
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
        return GetResponseLink.on(antenna);
    }

    @Override
    public Entropy entropy(String purpose) {
        return Entropy.seeded(1, purpose);
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Trace trace() {
        return Trace.none();
    }

    @Override
    public void close() {
        end.run();
    }
}
