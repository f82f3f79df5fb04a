package dev.tapbench.bench;

import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Money;
import dev.tapbench.parties.personalization.PersonalizationOutcome;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.ProductException;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.InterruptingReader;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.profiles.CardProfileFile;
import dev.tapbench.reports.SkipException;
import dev.tapbench.risk.LostOrStolenLimits;
import dev.tapbench.risk.RiskProfile;
import java.nio.file.Path;
import java.util.Locale;

/** Answers "a prepaid card that holds 20.00 EUR": a fresh simulated card that went through the whole chain. */
public final class CardSupply {
    private final World world;
    private int made;

    public CardSupply(World world) {
        this.world = world;
    }

    /** A blank card in the encoder of a personalization device, and the chain behind that. */
    public Desk prepaidDesk() {
        CardProfile profile = profile("prepaid.yaml");
        if (profile.risk().kind() != RiskProfile.Kind.PREPAID) {
            throw new SkipException("the profile " + profile.file()
                    + " spends on account, so there is no prepaid card of it: another profile is needed here");
        }
        return desk(profile);
    }

    /** A personalized prepaid card. */
    public HeldCard prepaid(Money funds) {
        return prepaidDesk().personalized(funds);
    }

    /**
     * A personalized phone that asks for its owner after {@code payments} payments. One that spends on account holds no money:
     * {@code funds} is then what it may spend before the issuer is asked.
     */
    public HeldCard phone(Money funds, int payments) {
        CardProfile profile = profile("phone.yaml");
        RiskProfile risk = profile.risk();
        LostOrStolenLimits limits = new LostOrStolenLimits(
                risk.lostOrStolen().mode(), payments, risk.lostOrStolen().amount());
        RiskProfile limited = risk.withLostOrStolen(limits);
        return limited.kind() == RiskProfile.Kind.PREPAID
                ? desk(profile.withRisk(limited)).personalized(funds)
                : desk(profile.withRisk(limited.withLine(funds.minor()))).personalized(new Money(0, funds.currency()));
    }

    private CardProfile profile(String file) {
        RunContext run = RunContext.current();
        Path cards = run.home().resolve("features").resolve("cards");
        CardProfile profile = run.profile(CardProfileFile.read(cards.resolve(file)));
        world.keepSecret(profile);
        return profile;
    }

    private Desk desk(CardProfile profile) {
        return new Desk(profile);
    }

    /** A personalization device and its chain, with a blank card in the encoder. */
    public final class Desk {
        private final CardProfile profile;
        private final LastStoreData lastData;
        private final InterruptingReader encoder;
        private final IssuingChain chain;
        private final ChipMaker chips;
        private HeldCard held;

        private Desk(CardProfile profile) {
            this.profile = profile;
            lastData = new LastStoreData(profile.application().aid());
            encoder = new InterruptingReader(personalizes(profile), lastData);
            chain = new IssuingChain(world, profile, encoder);
            chips = new ChipMaker(
                    BenchDevices.current().cards(), BenchDevices.current().cardClasses(), world.entropy("chip maker"));
            held = hold(profile.keys().kmc());
        }

        /** A phone's secure element is personalized over the air, a card over its contacts. */
        private Reader personalizes(CardProfile profile) {
            return profile.device() == CardProfile.Device.PHONE
                    ? world.personalizationAntenna()
                    : world.personalizationContacts();
        }

        private HeldCard hold(Bytes kmc) {
            made++;
            Card card = chips.blank(
                    world.id() + "/" + profile.device().name().toLowerCase(Locale.ROOT) + "-" + made, profile, kmc);
            boolean phone = profile.device() == CardProfile.Device.PHONE;
            Currency currency = Currency.ofAlpha(profile.risk().currency().getCurrencyCode());
            return new HeldCard(
                    card,
                    chain,
                    new CardView(
                            phone ? world.phoneInspection() : world.cardInspection(),
                            card,
                            profile.application().aid(),
                            currency));
        }

        /** Puts a chip that was made under another master key into the encoder. */
        public void insertForeignCard() {
            held = hold(world.entropy("another chip maker").bytes(16));
        }

        /** The card is pulled out when its last personalization data are about to be sent; once. */
        public void pullOutBeforeLastData() {
            lastData.watch();
        }

        /** Whether that has happened. */
        public boolean pulledOut() {
            return encoder.hasInterrupted();
        }

        /** The consumer's request. */
        public PersonalizationOutcome request(Money funds) {
            return chain.device().request(profile.product(), funds, held.card());
        }

        /** The card in the encoder. */
        public HeldCard card() {
            return held;
        }

        private HeldCard personalized(Money funds) {
            PersonalizationOutcome outcome = request(funds);
            if (outcome instanceof PersonalizationOutcome.Rejected rejected) {
                throw new ProductException("expected a personalized " + profile.product() + " to begin with, but "
                        + rejected.card() + " was rejected: " + rejected.reason());
            }
            return held;
        }
    }
}
