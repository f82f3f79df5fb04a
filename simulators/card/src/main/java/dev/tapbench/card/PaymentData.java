package dev.tapbench.card;

import javacard.framework.ISOException;
import javacard.framework.Util;
import javacard.security.DESKey;

/** The data groupings of the payment application, EMV CPS 1.1 Annex A and the project's card risk data. */
final class PaymentData implements DataGroups {
    private static final short DGI_FCI = (short) 0x9102;
    private static final short DGI_OPTIONS = (short) 0x9104;
    private static final short DGI_KEYS = (short) 0x8000;
    private static final short DGI_KEY_CHECKS = (short) 0x9000;
    private static final short DGI_PIN = (short) 0x8010;
    private static final short DGI_TRIES = (short) 0x9010;

    // What has come, bits of Persistent.present. RiskData has the rest.
    private static final short HAS_OPTIONS = (short) 0x0001;
    private static final short HAS_KEYS = (short) 0x0002;
    private static final short HAS_KEY_CHECKS = (short) 0x0004;
    private static final short HAS_PIN = (short) 0x0008;
    private static final short HAS_TRIES = (short) 0x0010;
    private static final short HAS_ALL = (short) (0x001F | RiskData.HAS_ALL);

    private static final short TAG_AIP = (short) 0x82;
    private static final short TAG_AFL = (short) 0x94;
    private static final short CHECK_VALUE = (short) 3;
    /** Data groupings 8201 to 8205 and 8301 to 8305, the last digit being the component. */
    private static final short DGI_ICC_KEY = (short) 0x8200;

    private static final short DGI_PIN_KEY = (short) 0x8300;
    /** A status word's last digit tells the tries left. */
    private static final short MOST_TRIES = (short) 15;

    private final Persistent persistent;
    private final Transients transients;
    private final Tdes tdes;
    private final RiskData riskData;
    private final PhoneMethods methods;

    PaymentData(Persistent persistent, Transients transients, Tdes tdes, PhoneMethods methods) {
        this.persistent = persistent;
        this.transients = transients;
        this.tdes = tdes;
        this.methods = methods;
        riskData = new RiskData(persistent);
    }

    @Override
    public void begin() {
        // First of all: from here on nothing is present, so nothing old can be taken for new.
        persistent.present = 0;
        persistent.iccKey.begin();
        persistent.pinKey.begin();
        persistent.file.begin();
        riskData.begin();
    }

    @Override
    public void take(short dgi, byte[] data, short offset, short length, boolean secret) {
        // EMV CPS 1.1, 3.3: DGIs 80xx to 8Fxx are the enciphered ones; a secret in clear is refused.
        if ((short) (dgi & (short) 0xF000) == (short) 0x8000) {
            Status.unless(secret, Status.DATA);
        }
        switch (dgi) {
            case DGI_FCI:
                persistent.file.takeProprietary(data, offset, length);
                return;
            case DGI_OPTIONS:
                takeOptions(data, offset, length);
                return;
            case DGI_KEYS:
                takeKeys(data, offset, length);
                return;
            case DGI_KEY_CHECKS:
                takeKeyChecks(data, offset, length);
                return;
            case DGI_PIN:
                takePin(data, offset, length);
                return;
            case DGI_TRIES:
                takeTries(data, offset, length);
                return;
            default:
                takeOther(dgi, data, offset, length);
        }
    }

    @Override
    public void complete() {
        // PRE-CONDITIONS
        Status.unless(persistent.file.proprietaryLength != 0 && !persistent.file.records.isEmpty(), Status.DATA);
        Status.unless((short) (persistent.present & HAS_ALL) == HAS_ALL, Status.DATA);
        Status.unless(
                persistent.iccKey.isWhole() && (persistent.pinKey.isWhole() || persistent.pinKey.isAbsent()),
                Status.DATA);
        riskData.requireConsistent();
        methods.requireComplete();
        // STEPS
        // One byte: cut before it the card can be personalized again, cut after it the card is whole.
        persistent.file.lifeCycle = ApplicationFile.PERSONALIZED;
    }

    private void takeOther(short dgi, byte[] data, short offset, short length) {
        short family = (short) (dgi & (short) 0xFF00);
        if (family == DGI_ICC_KEY) {
            persistent.iccKey.take((short) (dgi & 0xFF), data, offset, length);
        } else if (family == DGI_PIN_KEY) {
            persistent.pinKey.take((short) (dgi & 0xFF), data, offset, length);
        } else if (Records.isRecord(dgi)) {
            persistent.file.records.put(dgi, data, offset, length);
        } else if (!methods.take(dgi, data, offset, length) && !riskData.take(dgi, data, offset, length)) {
            ISOException.throwIt(Status.DATA);
        }
    }

    /** 82 02 AIP 94 L AFL, the answer of GET PROCESSING OPTIONS. The AFL: four bytes an entry. */
    private void takeOptions(byte[] data, short offset, short length) {
        short profileAt = BerTlv.find(TAG_AIP, data, offset, length);
        short locatorAt = BerTlv.find(TAG_AFL, data, offset, length);
        Status.unless(profileAt != BerTlv.ABSENT && locatorAt != BerTlv.ABSENT, Status.DATA);
        short locatorLength = BerTlv.valueLength(data, locatorAt);
        Status.unless(
                BerTlv.valueLength(data, profileAt) == 2
                        && locatorLength != 0
                        && (short) (locatorLength % 4) == 0
                        && locatorLength <= (short) persistent.fileLocator.length,
                Status.DATA);
        Util.arrayCopyNonAtomic(
                data, BerTlv.valueAt(data, profileAt), persistent.applicationInterchangeProfile, (short) 0, (short) 2);
        Util.arrayCopyNonAtomic(
                data, BerTlv.valueAt(data, locatorAt), persistent.fileLocator, (short) 0, locatorLength);
        persistent.fileLocatorLength = locatorLength;
        add(HAS_OPTIONS);
    }

    /** AC, MAC and ENC key. */
    private void takeKeys(byte[] data, short offset, short length) {
        Status.unless(length == (short) (3 * Tdes.KEY), Status.DATA);
        persistent.cryptogramKey.setKey(data, offset);
        persistent.macKey.setKey(data, (short) (offset + Tdes.KEY));
        persistent.encipherKey.setKey(data, (short) (offset + 2 * Tdes.KEY));
        add(HAS_KEYS);
        compareKeyChecks();
    }

    private void takeKeyChecks(byte[] data, short offset, short length) {
        Status.unless(length == (short) (3 * CHECK_VALUE), Status.DATA);
        Util.arrayCopyNonAtomic(data, offset, persistent.keyCheckValues, (short) 0, length);
        add(HAS_KEY_CHECKS);
        compareKeyChecks();
    }

    /** When keys and check values are both there: equal, or neither is kept. */
    private void compareKeyChecks() {
        short both = (short) (HAS_KEYS | HAS_KEY_CHECKS);
        if ((short) (persistent.present & both) != both) {
            return;
        }
        boolean equal = isCheckValue(persistent.cryptogramKey, (short) 0)
                && isCheckValue(persistent.macKey, CHECK_VALUE)
                && isCheckValue(persistent.encipherKey, (short) (2 * CHECK_VALUE));
        if (!equal) {
            persistent.present = (short) (persistent.present & (short) ~both);
            persistent.cryptogramKey.clearKey();
            persistent.macKey.clearKey();
            persistent.encipherKey.clearKey();
            ISOException.throwIt(Status.DATA);
        }
    }

    private boolean isCheckValue(DESKey key, short at) {
        byte[] block = transients.work;
        Util.arrayFillNonAtomic(block, (short) 0, Tdes.BLOCK, (byte) 0);
        tdes.encipherEcb(key, block, (short) 0, Tdes.BLOCK, block, (short) 0);
        return Util.arrayCompare(block, (short) 0, persistent.keyCheckValues, at, CHECK_VALUE) == 0;
    }

    /** ISO 9564-1 format 1 or 2. */
    private void takePin(byte[] data, short offset, short length) {
        PinBlock.requireLength(data, offset, length);
        PinBlock.requireReference(data, offset);
        PinBlock.keep(data, offset, persistent.pinBlock);
        add(HAS_PIN);
    }

    /** Try counter and try limit. */
    private void takeTries(byte[] data, short offset, short length) {
        requireTries(data, offset, length);
        persistent.tries = data[offset];
        persistent.tryLimit = data[(short) (offset + 1)];
        add(HAS_TRIES);
    }

    /** 6A80 unless these are a try counter and its limit. */
    static void requireTries(byte[] data, short offset, short length) {
        Status.unless(length == 2, Status.DATA);
        byte tries = data[offset];
        byte limit = data[(short) (offset + 1)];
        Status.unless(tries >= 0 && tries <= limit && limit >= 1 && limit <= MOST_TRIES, Status.DATA);
    }

    private void add(short bit) {
        persistent.present = (short) (persistent.present | bit);
    }
}
