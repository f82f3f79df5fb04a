package dev.tapbench.bench;

import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.crypto.Certificate;
import dev.tapbench.parties.issuer.ExchangeRates;
import dev.tapbench.parties.issuer.Issuer;
import dev.tapbench.parties.issuer.IssuerConfig;
import dev.tapbench.parties.issuer.IssuerProduct;
import dev.tapbench.parties.messages.MotapsService;
import dev.tapbench.parties.personalization.KeyCeremony;
import dev.tapbench.parties.personalization.Motaps;
import dev.tapbench.parties.personalization.RemotePersonalizationDevice;
import dev.tapbench.parties.personalization.ServiceProvider;
import dev.tapbench.parties.personalization.Tsp;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.risk.RiskProfile;
import java.math.BigDecimal;
import java.time.Period;
import java.util.List;
import java.util.Map;

/** Issuer, MOTAPS, TSP, service provider and personalization device for one product, each with its keys in the HSM. */
public final class IssuingChain {
    /** Of every card of the chain. */
    public static final int PAN_SEQUENCE_NUMBER = 1;

    private final CardProfile profile;
    private final ChainLines lines = new ChainLines();
    private final Motaps motaps;
    private final Issuer issuer;
    private final RemotePersonalizationDevice device;

    /**
     * How far the issuer goes with one cardholder.
     *
     * @param openingBalance what a new account holds, minor units; also the most that is loaded a day, and paid online
     * @param loadsPerDay how often a device is loaded
     * @param rates for how much other currencies are sold
     */
    public record Terms(long openingBalance, int loadsPerDay, ExchangeRates rates) {
        /** Two currencies are sold; all others are not to be had. */
        private static final ExchangeRates RATES =
                new ExchangeRates(Map.of(Currency.USD, new BigDecimal("0.92"), Currency.CHF, new BigDecimal("1.05")));

        public static final Terms USUAL = new Terms(1_000_00, 10, RATES);
        /** An account that never runs dry, of which everything is approved: the most that twelve digits can say. */
        static final Terms REFUSES_NOTHING = new Terms(RiskProfile.NO_AMOUNT_LIMIT, Integer.MAX_VALUE, RATES);
    }

    /** @param encoder the personalization device's reader for loading the data */
    public IssuingChain(Surroundings surroundings, CardProfile profile, Terms terms, Reader encoder) {
        this.profile = profile;
        KeyCeremony.importKeys(surroundings.unrecordedHsm(), profile);
        Certificate issuerCertificate = KeyCeremony.certifyIssuer(surroundings.unrecordedHsm(), profile);
        motaps = new Motaps(
                surroundings.hsm(Party.MOTAPS),
                List.of(profile),
                issuerCertificate,
                surroundings.entropy("motaps"),
                surroundings.trace());
        issuer = new Issuer(
                issuerConfig(profile, terms),
                surroundings.hsm(Party.ISSUER),
                lines.toMotaps(motaps),
                surroundings.entropy("issuer"),
                surroundings.clock(),
                surroundings.trace());
        Tsp tsp = new Tsp(
                surroundings.hsm(Party.TSP),
                issuer,
                lines.toMotaps(motaps),
                profile.chip().channel(),
                surroundings.entropy("tsp"),
                surroundings.clock(),
                surroundings.trace());
        device = new RemotePersonalizationDevice(
                encoder,
                surroundings.personalizationAntenna(),
                lines.toServiceProvider(new ServiceProvider(lines.toTsp(tsp), surroundings.trace())),
                surroundings.entropy("personalization device"),
                surroundings.trace());
    }

    private static IssuerConfig issuerConfig(CardProfile profile, Terms terms) {
        RiskProfile risk = profile.risk();
        Currency currency = Currency.ofAlpha(risk.currency().getCurrencyCode());
        Money maximum = new Money(risk.maximumBalance().orElse(risk.spending().upperAmount()), currency);
        return new IssuerConfig(
                currency,
                terms.rates(),
                terms.loadsPerDay(),
                new Money(terms.openingBalance(), currency),
                new Money(terms.openingBalance(), currency),
                List.of(new IssuerProduct(
                        profile.product(),
                        risk.name(),
                        profile.issuing().iin(),
                        profile.issuing().panLength(),
                        PAN_SEQUENCE_NUMBER,
                        profile.issuing().derivation(),
                        maximum,
                        new Money(terms.openingBalance(), currency),
                        profile.pin().reference(),
                        profile.pin().pattern(),
                        profile.pin().tries(),
                        risk.kind() == RiskProfile.Kind.PREPAID
                                ? IssuerProduct.Funding.ON_CHIP
                                : IssuerProduct.Funding.ON_ACCOUNT,
                        risk.onlineApproval(),
                        risk.conversion(),
                        Period.ofYears(profile.issuing().validityYears()))));
    }

    public CardProfile profile() {
        return profile;
    }

    /** The lines between the parties, for whoever wants to interfere. */
    public ChainLines lines() {
        return lines;
    }

    public MotapsService motaps() {
        return motaps;
    }

    public Issuer issuer() {
        return issuer;
    }

    public RemotePersonalizationDevice device() {
        return device;
    }
}
