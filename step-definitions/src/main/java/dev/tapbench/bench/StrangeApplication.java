package dev.tapbench.bench;

import dev.tapbench.emv.Commands;
import dev.tapbench.emv.CounterReport;
import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.UserSettings;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Reader;

/**
 * An application on the phone's processor that is neither the issuer's nor the owner's. It reaches the secure element over the
 * phone's own wire, and tries what only others may do. What the applet answers is in the trace, and no concern of its.
 */
public final class StrangeApplication {
    private static final Bytes NOBODYS_COUNTRY = Bytes.hex("0000");
    private static final Bytes ANY_DAY = Bytes.hex("260615");
    private static final Bytes UNATTENDED = Bytes.of(0x25);
    /** P2 of VERIFY for a proof of the sensor. */
    private static final int SENSOR = 0x83;

    private final Reader wire;
    private final Card secureElement;
    private final Bytes aid;

    /** @param aid of the payment application */
    public StrangeApplication(Reader wire, Card secureElement, Bytes aid) {
        this.wire = wire;
        this.secureElement = secureElement;
        this.aid = aid;
    }

    /** Asks for a payment as a terminal would, without any tap (EMV Book 3, 6.5.5 and 6.5.8). */
    public void pay(Money amount) {
        Bytes purchase = Bytes.concat(
                amount.n12(),
                Bytes.zeros(6),
                NOBODYS_COUNTRY,
                Bytes.zeros(5),
                amount.currency().code(),
                ANY_DAY,
                Bytes.of(0),
                Bytes.zeros(4),
                UNATTENDED);
        send(
                Commands.gpo(Bytes.empty()).toBytes(),
                Commands.generateAc(CryptogramType.TC, true, purchase).toBytes());
    }

    /** Writes the highest limit of the second pair as if nobody had to be asked (EMV Book 3, PUT DATA without a MAC). */
    public void raiseLimits() {
        send(
                Commands.putData(Tags.SECOND_COUNT_LIMIT, Bytes.of(0xFF)).toBytes(),
                Commands.putData(Tags.SECOND_AMOUNT_LIMIT, Bytes.hex("999999999999"))
                        .toBytes());
    }

    /** Writes that the owner wants nothing beyond what the issuer asks, as if the owner had entered the passcode. */
    public void takeBackSettings() {
        UserSettings nothing = new UserSettings(false, CounterReport.NO_LIMIT, UserSettings.NO_COUNT);
        send(Commands.putData(Tags.USER_SETTINGS, nothing.encode()).toBytes());
    }

    /** Answers the applet's challenge as if it were the sensor. */
    public void speakForSensor(Bytes proof) {
        send(Commands.getChallenge().toBytes(), Commands.verify(SENSOR, proof).toBytes());
    }

    /** Selects the directory, and with it not the payment application. */
    public void useAnotherApplication() {
        try (CardLink link = wire.tap(secureElement)) {
            link.transmit(Commands.select(Commands.PPSE).toBytes().toArray());
        }
    }

    private void send(Bytes... commands) {
        try (CardLink link = wire.tap(secureElement)) {
            link.transmit(Commands.select(aid).toBytes().toArray());
            for (Bytes command : commands) {
                link.transmit(command.toArray());
            }
        }
    }
}
