package dev.tapbench.card;

import javacard.security.DESKey;

/**
 * Everything the payment application remembers without power. Amounts are n 12, six bytes, minor units; counts are one
 * byte without sign.
 */
final class Persistent {
    static final byte PROFILE_PREPAID = (byte) 0x01;
    static final byte PROFILE_LINE = (byte) 0x02;
    static final byte MODE_ANY = (byte) 0x01;
    static final byte MODE_ALL = (byte) 0x02;
    /** Device flag: a phone's secure element with a wired interface. */
    static final byte DEVICE_PHONE = (byte) 0x01;
    /** Device flag: the three-tap load is supported. */
    static final byte DEVICE_LOAD = (byte) 0x02;

    static final byte LOAD_NONE = (byte) 0x00;
    static final byte LOAD_OPEN = (byte) 0x01;
    static final byte LOAD_AUTHENTICATED = (byte) 0x02;

    static final short RECEIPT = (short) 40;

    final ApplicationFile file;

    // What the issuer set at personalization.
    final byte[] applicationInterchangeProfile;
    final byte[] fileLocator;
    final byte[] currency;
    final byte[] maximumBalance;
    final byte[] lowerAmount;
    final byte[] secondAmountLimit;
    final byte[] keyCheckValues;
    final DESKey cryptogramKey;
    final DESKey macKey;
    final DESKey encipherKey;
    final RsaKey iccKey;
    /** For enciphered PINs; where it is absent the ICC key serves, EMV Book 2, 7.1. */
    final RsaKey pinKey;

    final byte[] pinBlock;
    short fileLocatorLength;
    short present;
    byte profile;
    byte derivationKeyIndex;
    byte lowerCount;
    byte upperCount;
    byte secondMode;
    byte secondCountLimit;
    byte deviceFlags;
    byte tryLimit;
    /** When to decline, when to go online and when to decline without an issuer: three masks over the CVR. */
    final byte[] issuerActions;
    /** What an update of the counters means when somebody stood in for the issuer, CSU byte 2 b2-b1. */
    byte proxyUpdate;
    /** What another currency means, and the currency that can be converted with its rate. */
    final byte[] conversion;

    byte otherCurrency;
    /** A contactless payment of more than this asks for the holder, whatever the counters say; FF: none does. */
    final byte[] alwaysAbove;
    /** What is different at some kinds of terminals: see {@link DeviceRules}. */
    byte terminals;
    /** How far a phone's user may go: see {@link UserSettings}. */
    final byte[] userBounds;
    /** What a phone takes over its wire: see {@link PhoneMethods}. */
    byte phoneMethods;

    final byte[] patternBlock;
    final DESKey sensorKey;
    byte patternTryLimit;

    // What use changes: the transaction counter and the PIN.
    short atc;
    short lastOnlineAtc;
    byte tries;
    byte patternTries;
    /** What later cryptograms tell of earlier transactions: see {@link History}. */
    byte history;
    /** Script commands since the issuer last heard of them, 0 to 15. */
    byte scripts;

    // First pair: what the issuer risks. For a prepaid card the upper amount limit less
    // the accumulator is the funds.
    final byte[] upperAmount;
    final byte[] firstAmount;
    byte firstCount;

    // What the user wants to be asked for beyond the issuer's limits: see UserSettings.
    final byte[] userSettings;

    // Second pair: what a thief could spend before a cardholder verification.
    final byte[] secondAmount;
    byte secondCount;

    // The load: accepted so far, pending, and the receipt of the last one that ended.
    final byte[] pendingAmount;
    final byte[] pendingCurrency;
    final byte[] pendingUnpredictable;
    final byte[] pendingCryptogram;
    final byte[] receipt;
    short loadNumber;
    short lastLoadAtc;
    short pendingAtc;
    byte pendingState;
    byte pendingType;
    boolean hasReceipt;

    Persistent() {
        file = new ApplicationFile();
        applicationInterchangeProfile = new byte[2];
        fileLocator = new byte[64];
        currency = new byte[2];
        maximumBalance = new byte[Bcd.AMOUNT];
        lowerAmount = new byte[Bcd.AMOUNT];
        secondAmountLimit = new byte[Bcd.AMOUNT];
        keyCheckValues = new byte[9];
        issuerActions = new byte[RiskData.ACTIONS];
        conversion = new byte[CurrencyConversion.LENGTH];
        alwaysAbove = new byte[Bcd.AMOUNT];
        userBounds = new byte[UserSettings.BOUNDS];
        patternBlock = new byte[Tdes.BLOCK];
        sensorKey = Tdes.persistentKey();
        cryptogramKey = Tdes.persistentKey();
        macKey = Tdes.persistentKey();
        encipherKey = Tdes.persistentKey();
        iccKey = new RsaKey();
        pinKey = new RsaKey();
        pinBlock = new byte[Tdes.BLOCK];
        userSettings = new byte[UserSettings.LENGTH];
        upperAmount = new byte[Bcd.AMOUNT];
        firstAmount = new byte[Bcd.AMOUNT];
        secondAmount = new byte[Bcd.AMOUNT];
        pendingAmount = new byte[Bcd.AMOUNT];
        pendingCurrency = new byte[2];
        pendingUnpredictable = new byte[4];
        pendingCryptogram = new byte[Tdes.BLOCK];
        receipt = new byte[RECEIPT];
    }

    /** Whether the device is a phone's secure element. */
    boolean isPhone() {
        return (byte) (deviceFlags & DEVICE_PHONE) != 0;
    }

    /** Whether the card holds value of its own and can be loaded in three taps. */
    boolean isLoadable() {
        return profile == PROFILE_PREPAID && (byte) (deviceFlags & DEVICE_LOAD) != 0;
    }
}
