package dev.tapbench.bench;

import dev.tapbench.emv.Commands;
import dev.tapbench.emv.securechannel.CpsKeys;
import dev.tapbench.emv.securechannel.KeyData;
import dev.tapbench.emv.securechannel.SecureChannelProtocol;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Entropy;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardBlueprint;
import dev.tapbench.ports.card.CardFactory;
import dev.tapbench.ports.card.ClassSource;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.risk.RiskProfile.Device;
import java.util.List;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.generators.KDFCounterBytesGenerator;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.params.KDFCounterParameters;

/**
 * Makes blank chips as a chip maker does: applets installed, each with KEYDATA and the keys diversified from the issuer's KMC
 * (EMV CPS 1.1, 4.1; under SCP03 {@link dev.tapbench.emv.securechannel.Scp03CardKeys}), and nothing of any cardholder.
 */
public final class ChipMaker {
    private static final String CARD_PACKAGE = "dev.tapbench.card";
    private static final String PAYMENT = CARD_PACKAGE + ".PaymentApplet";
    private static final String DIRECTORY = CARD_PACKAGE + ".DirectoryApplet";

    private final CardFactory factory;
    private final ClassSource classes;
    private final Entropy entropy;

    /** @param classes of the applets: sound or faulty */
    public ChipMaker(CardFactory factory, ClassSource classes, Entropy entropy) {
        this.factory = factory;
        this.classes = classes;
        this.entropy = entropy;
    }

    /** The classes of the sound card, as they are on the class path. */
    public static ClassSource soundCard() {
        return ClassSource.ofPackage(ChipMaker.class.getClassLoader(), CARD_PACKAGE);
    }

    /**
     * A blank chip.
     *
     * @param id its name in traces
     * @param issuer the issuer identification number that its KEYDATA names
     * @param kmc the master key it is made under, as long as the profile's: the issuer's, or another one for a chip that is not the issuer's
     */
    public Card blank(String id, CardProfile profile, String issuer, Bytes kmc) {
        KeyData keyData = KeyData.of(issuer, entropy.bytes(4));
        CardProfile.Chip chip = profile.chip();
        Bytes parameters = Bytes.concat(
                keyData.value(),
                Bytes.of(chip.keyVersion()),
                cardKeys(chip.channel(), kmc, keyData),
                Bytes.of(chip.minimumLevel(), chip.channel().implementation()));
        CardBlueprint.Power power =
                profile.device() == Device.PHONE ? CardBlueprint.Power.DEVICE : CardBlueprint.Power.FIELD;
        return factory.make(new CardBlueprint(
                id,
                classes,
                applets(profile, parameters),
                power,
                entropy.bytes(7).toNumber()));
    }

    /** A directory for each interface to terminals, and the payment application. */
    private static List<CardBlueprint.Applet> applets(CardProfile profile, Bytes parameters) {
        CardBlueprint.Applet contactless = new CardBlueprint.Applet(DIRECTORY, Commands.PPSE, parameters);
        CardBlueprint.Applet payment =
                new CardBlueprint.Applet(PAYMENT, profile.application().aid(), parameters);
        return profile.device() == Device.CARD
                ? List.of(contactless, new CardBlueprint.Applet(DIRECTORY, Commands.PSE, parameters), payment)
                : List.of(contactless, payment);
    }

    /** ENC, MAC and DEK, one behind the other. */
    private static Bytes cardKeys(SecureChannelProtocol channel, Bytes kmc, KeyData keyData) {
        if (channel.scp03()) {
            return Bytes.concat(aesKey(kmc, 1, keyData), aesKey(kmc, 2, keyData), aesKey(kmc, 3, keyData));
        }
        CpsKeys.Clear keys = CpsKeys.clear(kmc, keyData.value());
        return Bytes.concat(keys.enc(), keys.mac(), keys.dek());
    }

    /** NIST SP 800-108, 5.1: apart from the HSM's, so that the two find each other's mistakes. */
    private static Bytes aesKey(Bytes kmc, int number, KeyData keyData) {
        Bytes fixed = Bytes.concat(Bytes.zeros(3), Bytes.of(number, 0), keyData.value());
        KDFCounterBytesGenerator generator = new KDFCounterBytesGenerator(new CMac(AESEngine.newInstance()));
        generator.init(new KDFCounterParameters(kmc.toArray(), new byte[0], fixed.toArray(), 8));
        byte[] key = new byte[kmc.length()];
        generator.generateBytes(key, 0, key.length);
        return Bytes.of(key);
    }
}
