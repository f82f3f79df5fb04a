package dev.tapbench.bench;

import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Money;
import dev.tapbench.parties.personalization.PersonalizationOutcome;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.ProductException;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.InterruptingReader;
import dev.tapbench.ports.card.PresentedCard;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.profiles.RiskProfileFile;
import dev.tapbench.profiles.StatementQuestion;
import dev.tapbench.reports.SkipException;
import dev.tapbench.risk.CvmMethod;
import dev.tapbench.risk.LostOrStolenLimits;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.RiskProfile.Device;
import dev.tapbench.risk.SpendingLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Answers "a prepaid card that holds 20.00 EUR": with a new simulated card that went through the whole chain, or one of the
 * laboratory's that was brought to where a new one would be.
 */
public final class CardSupply {
    /** Card profile of a phone that asks for its owner as soon as one limit is passed. */
    public static final String WARY_PHONE = "phone-any.yaml";
    /** Card profile of a phone that knows its owner by finger and pattern as well. */
    public static final String MODERN_PHONE = "phone-modern.yaml";

    /** Card profile of the card that is loaded with three taps. */
    public static final String PREPAID_CARD = "prepaid.yaml";

    private static final String AES_CARD = "variants/scp03.yaml";
    /** In minor units. */
    private static final long SOME_FUNDS = 2000;

    private final World world;
    private int made;

    public CardSupply(World world) {
        this.world = world;
    }

    /** A blank card in the encoder of a personalization device, and the chain behind that. */
    public Desk prepaidDesk() {
        return desk(prepaid(profile(PREPAID_CARD)));
    }

    /** Likewise, with a chip whose maker gave it AES keys: its secure channel is SCP03. */
    public Desk aesDesk() {
        return desk(prepaid(profile(AES_CARD)));
    }

    private static CardProfile prepaid(CardProfile profile) {
        if (profile.risk().kind() != RiskProfile.Kind.PREPAID) {
            throw new SkipException("the profile " + profile.file()
                    + " spends on account, so no device of it holds money: another profile is needed here");
        }
        return profile;
    }

    /**
     * A personalized device that holds money.
     *
     * @param profile file name of its card profile
     */
    public HeldCard personalized(String profile, Money funds) {
        return given(prepaid(profile(profile)), funds, IssuingChain.Terms.USUAL);
    }

    /**
     * A personalized phone that asks for its owner after {@code payments} payments, and by amount as its profile says. One that
     * spends on account holds no money: {@code funds} is then what it may spend before the issuer is asked.
     */
    public HeldCard phone(String file, Money funds, int payments) {
        CardProfile profile = profile(file);
        RiskProfile risk = profile.risk();
        if (file.equals(WARY_PHONE) && risk.lostOrStolen().mode() != LostOrStolenLimits.Mode.ANY) {
            throw new SkipException("the profile " + profile.file()
                    + " asks when both limits are passed, so there is no wary phone of it: another profile is"
                    + " needed here");
        }
        LostOrStolenLimits limits = new LostOrStolenLimits(
                risk.lostOrStolen().mode(), payments, risk.lostOrStolen().amount());
        RiskProfile limited = risk.withLostOrStolen(limits);
        return limited.kind() == RiskProfile.Kind.PREPAID
                ? given(profile.withRisk(limited), funds, IssuingChain.Terms.USUAL)
                : given(
                        profile.withRisk(limited.withLine(funds.minor())),
                        new Money(0, funds.currency()),
                        IssuingChain.Terms.USUAL);
    }

    /** A personalized card that spends on account within these offline limits, and is like the prepaid card otherwise. */
    public HeldCard onAccount(SpendingLimits limits) {
        CardProfile card = profile("prepaid.yaml");
        Currency currency = Currency.ofAlpha(card.risk().currency().getCurrencyCode());
        RiskProfile account = new RiskProfile(
                "card on account",
                RiskProfile.Kind.LINE,
                card.risk().currency(),
                limits,
                card.risk().lostOrStolen(),
                OptionalLong.empty());
        return given(card.withRisk(account), new Money(0, currency), IssuingChain.Terms.USUAL);
    }

    /**
     * A new device like the standard card, fob or phone, under a risk profile of its own. Its issuer refuses nothing, and its
     * account never runs dry: what stops it is the device.
     */
    public HeldCard under(RiskProfile risk, String standard) {
        return under(risk, standard, IssuingChain.Terms.REFUSES_NOTHING);
    }

    /**
     * A new device like the standard card, fob or phone, under a risk profile of the home; its issuer and its account are like
     * all others.
     *
     * @param name of the profile's file in {@code features/risk} or its folder of variants, without its ending
     */
    public HeldCard underProfile(String name, String standard) {
        Path risks = RunContext.current().home().resolve("features").resolve("risk");
        Path own = risks.resolve(name + ".yaml");
        Path file = Files.exists(own) ? own : risks.resolve("variants").resolve(name + ".yaml");
        return under(RiskProfileFile.read(file), standard, IssuingChain.Terms.USUAL);
    }

    private HeldCard under(RiskProfile risk, String standard, IssuingChain.Terms terms) {
        RunContext.current()
                .profile()
                .map(own -> own.risk().currency())
                .filter(currency -> !currency.equals(risk.currency()))
                .ifPresent(currency -> {
                    throw new SkipException("the risk profile " + risk.name() + " is in " + risk.currency()
                            + " and the run's own device in "
                            + currency + ": another profile is needed here");
                });
        long funds = risk.kind() == RiskProfile.Kind.PREPAID ? risk.spending().upperAmount() : 0;
        // Only the modern phone has the secrets of a pattern and a sensor.
        boolean modern =
                risk.methods().contains(CvmMethod.PATTERN) || risk.methods().contains(CvmMethod.SENSOR);
        return given(
                profile(modern ? MODERN_PHONE : standard).withRisk(risk),
                new Money(funds, Currency.ofAlpha(risk.currency().getCurrencyCode())),
                terms);
    }

    /**
     * A payment card that need not be ours: a card, fob or phone of this home where the bench makes cards or has them in an inventory,
     * and otherwise what is presented to the reader, as always where the run's statement knows no keys.
     */
    public Card any() {
        RunContext run = RunContext.current();
        boolean keyless =
                run.statement().filter(stated -> stated.profile().isEmpty()).isPresent();
        if (!BenchDevices.current().makesCards() && (keyless || run.inventory().isEmpty())) {
            return new PresentedCard(world.id() + "/card");
        }
        CardProfile standard = profile(run.statement()
                .map(statement -> statement.to(StatementQuestion.DEVICE).words())
                .or(() -> run.profile().map(own -> own.device().name().toLowerCase(Locale.ROOT)))
                .filter(device -> !device.equals("card"))
                .map(device -> device + ".yaml")
                .orElse(PREPAID_CARD));
        Currency currency = Currency.ofAlpha(standard.risk().currency().getCurrencyCode());
        boolean prepaid = standard.risk().kind() == RiskProfile.Kind.PREPAID;
        Money funds = new Money(prepaid ? SOME_FUNDS : 0, currency);
        HeldCard held = keyless
                ? new Desk(standard, IssuingChain.Terms.USUAL, Optional.empty()).personalized(funds)
                : given(standard, funds, IssuingChain.Terms.USUAL);
        return held.card();
    }

    private CardProfile profile(String file) {
        RunContext run = RunContext.current();
        Path cards = run.home().resolve("features").resolve("cards");
        CardProfile profile = run.profile(BenchDevices.current().profile(cards.resolve(file)));
        world.keepSecret(profile);
        return profile;
    }

    /** One of the laboratory's, where the bench has an inventory; else a new one. */
    private HeldCard given(CardProfile profile, Money funds, IssuingChain.Terms terms) {
        return BenchDevices.current()
                .stock()
                .map(stock -> stock.take(world, profile, funds, terms))
                .orElseGet(() -> new Desk(profile, terms, Optional.empty()).personalized(funds));
    }

    private Desk desk(CardProfile profile) {
        return new Desk(
                profile, IssuingChain.Terms.USUAL, BenchDevices.current().stock());
    }

    /** A personalization device and its chain, with a blank card in the encoder. */
    public final class Desk {
        private final CardProfile profile;
        private final LastStoreData lastData;
        private final InterruptingReader encoder;
        private final IssuingChain chain;
        private @Nullable ChipMaker chips;
        private HeldCard held;

        /** @param stock has the blank card; without it a new one is made */
        private Desk(CardProfile profile, IssuingChain.Terms terms, Optional<CardStock> stock) {
            this.profile = profile;
            lastData = new LastStoreData(profile.application().aid());
            encoder = new InterruptingReader(personalizes(profile), lastData);
            chain = new IssuingChain(world, profile, terms, encoder);
            held = stock.map(cards -> hold(cards.takeBlank(world, profile)))
                    .orElseGet(
                            () -> made(profile.issuing().iin(), profile.keys().kmc()));
        }

        /** A card is personalized over its contacts; a fob and a phone's secure element, which have none, over the air. */
        private Reader personalizes(CardProfile profile) {
            return profile.device() == Device.CARD ? world.personalizationContacts() : world.personalizationAntenna();
        }

        private HeldCard made(String issuer, Bytes kmc) {
            ChipMaker maker = chips;
            if (maker == null) {
                maker = new ChipMaker(
                        BenchDevices.current().cards(),
                        BenchDevices.current().cardClasses(),
                        world.entropy("chip maker"));
                chips = maker;
            }
            made++;
            return hold(maker.blank(
                    world.id() + "/" + profile.device().name().toLowerCase(Locale.ROOT) + "-" + made,
                    profile,
                    issuer,
                    kmc));
        }

        private HeldCard hold(Card card) {
            Currency currency = Currency.ofAlpha(profile.risk().currency().getCurrencyCode());
            return new HeldCard(
                    card,
                    chain,
                    new CardView(
                            world.inspection(profile.device()),
                            card,
                            profile.application().aid(),
                            currency));
        }

        private static void requireNoInventory() {
            RunContext.current().inventory().ifPresent(use -> {
                throw new SkipException("it needs a blank card of another maker, and the inventory "
                        + use.file().file() + " has none");
            });
        }

        /** Puts a chip that was made under another master key into the encoder. */
        public void insertForeignCard() {
            requireNoInventory();
            held = made(
                    profile.issuing().iin(),
                    world.entropy("another chip maker")
                            .bytes(profile.keys().kmc().length()));
        }

        /** Puts a chip into the encoder that says that another issuer's key is its own, which the TSP's HSM does not hold. */
        public void insertCardOfAnotherIssuer() {
            requireNoInventory();
            String iin = profile.issuing().iin();
            int last = iin.length() - 1;
            held = made(
                    iin.substring(0, last) + (iin.charAt(last) - '0' + 1) % 10,
                    profile.keys().kmc());
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
