package dev.tapbench.card;

import javacard.framework.AID;
import javacard.framework.APDU;
import javacard.framework.Applet;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.Shareable;
import javacard.security.RandomData;

/**
 * The directory that a terminal selects first: the proximity payment system environment (EMV Contactless Book B, 3.3), or
 * with records the payment system environment of contact cards (EMV Book 1, 12.2).
 */
public final class DirectoryApplet extends Applet implements DataGroups, Directory {
    private static final short DGI_FCI = (short) 0x9102;

    private final ApplicationFile file;
    private final SecureChannel channel;
    private final StoreData storeData;
    private final Selection selection;

    private DirectoryApplet(byte[] parameters, short offset) {
        RandomData random = PaymentApplet.randomSeededWith(parameters, offset);
        file = new ApplicationFile();
        channel = PaymentApplet.channel(parameters, offset, new Tdes(), random);
        storeData = new StoreData(channel, this);
        selection = new Selection(file);
    }

    /**
     * Installs an instance.
     *
     * @param parameters instance AID, control information and those of {@link SecureChannel}, each behind its length
     */
    public static void install(byte[] parameters, short offset, byte length) {
        short at = PaymentApplet.applicationParameters(parameters, offset);
        new DirectoryApplet(parameters, at).register(parameters, (short) (offset + 1), parameters[offset]);
    }

    @Override
    public void process(APDU apdu) {
        byte[] buffer = apdu.getBuffer();
        if (selectingApplet()) {
            selection.process(apdu);
            return;
        }
        Command.requireKnownClass(buffer);
        switch (buffer[ISO7816.OFFSET_INS]) {
            case Command.READ_RECORD:
                file.require(ApplicationFile.PERSONALIZED);
                file.records.read(apdu);
                return;
            case Command.INITIALIZE_UPDATE:
                file.require(ApplicationFile.SELECTABLE);
                storeData.restart();
                channel.initializeUpdate(apdu);
                return;
            case Command.EXTERNAL_AUTHENTICATE:
                file.require(ApplicationFile.SELECTABLE);
                channel.externalAuthenticate(apdu);
                return;
            case Command.STORE_DATA:
                file.require(ApplicationFile.SELECTABLE);
                storeData.process(apdu);
                return;
            case Command.SELECT:
                // The runtime found no application of that name and left the command with us.
                ISOException.throwIt(Status.NOT_FOUND);
                return;
            default:
                ISOException.throwIt(Status.INSTRUCTION);
        }
    }

    @Override
    public Shareable getShareableInterfaceObject(AID client, byte parameter) {
        return this;
    }

    @Override
    public void block() {
        file.lifeCycle = ApplicationFile.CARD_BLOCKED;
    }

    @Override
    public void begin() {
        file.begin();
    }

    @Override
    public void take(short dgi, byte[] data, short offset, short length, boolean secret) {
        if (dgi == DGI_FCI) {
            file.takeProprietary(data, offset, length);
        } else if (Records.isRecord(dgi)) {
            file.records.put(dgi, data, offset, length);
        } else {
            ISOException.throwIt(Status.DATA);
        }
    }

    @Override
    public void complete() {
        Status.unless(file.proprietaryLength != 0, Status.DATA);
        file.lifeCycle = ApplicationFile.PERSONALIZED;
    }
}
