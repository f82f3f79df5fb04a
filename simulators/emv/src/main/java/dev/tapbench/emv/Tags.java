package dev.tapbench.emv;

/** Tags by name (EMV Book 3, Annex A; EMV Contactless Book B; DFxx as the protocol of this project defines them). */
public final class Tags {
    public static final int ISSUER_IDENTIFICATION_NUMBER = 0x42;
    public static final int AID = 0x4F;
    public static final int APPLICATION_LABEL = 0x50;
    public static final int TRACK2 = 0x57;
    public static final int PAN = 0x5A;
    public static final int APPLICATION_TEMPLATE = 0x61;
    public static final int FCI = 0x6F;
    public static final int RECORD = 0x70;
    public static final int SCRIPT_BEFORE_AC = 0x71;
    public static final int SCRIPT_AFTER_AC = 0x72;
    public static final int RESPONSE_TEMPLATE_2 = 0x77;
    public static final int RESPONSE_TEMPLATE_1 = 0x80;
    public static final int AIP = 0x82;
    public static final int COMMAND_TEMPLATE = 0x83;
    public static final int DF_NAME = 0x84;
    public static final int SCRIPT_COMMAND = 0x86;
    public static final int APPLICATION_PRIORITY = 0x87;
    public static final int SFI = 0x88;
    public static final int AUTHORISATION_RESPONSE_CODE = 0x8A;
    public static final int CDOL1 = 0x8C;
    public static final int CDOL2 = 0x8D;
    public static final int CVM_LIST = 0x8E;
    public static final int CA_KEY_INDEX = 0x8F;
    public static final int ISSUER_CERTIFICATE = 0x90;
    public static final int ISSUER_AUTHENTICATION_DATA = 0x91;
    public static final int ISSUER_KEY_REMAINDER = 0x92;
    public static final int SIGNED_STATIC_DATA = 0x93;
    public static final int AFL = 0x94;
    public static final int TVR = 0x95;
    public static final int TDOL = 0x97;
    public static final int TRANSACTION_DATE = 0x9A;
    public static final int TSI = 0x9B;
    public static final int TRANSACTION_TYPE = 0x9C;
    public static final int FCI_PROPRIETARY = 0xA5;
    public static final int CARDHOLDER_NAME = 0x5F20;
    public static final int EXPIRY_DATE = 0x5F24;
    public static final int EFFECTIVE_DATE = 0x5F25;
    public static final int ISSUER_COUNTRY = 0x5F28;
    public static final int TRANSACTION_CURRENCY = 0x5F2A;
    public static final int LANGUAGE = 0x5F2D;
    public static final int PAN_SEQUENCE_NUMBER = 0x5F34;
    public static final int AMOUNT_AUTHORISED = 0x9F02;
    public static final int AMOUNT_OTHER = 0x9F03;
    public static final int APPLICATION_USAGE_CONTROL = 0x9F07;
    public static final int APPLICATION_VERSION = 0x9F08;
    public static final int TERMINAL_APPLICATION_VERSION = 0x9F09;
    public static final int IAC_DEFAULT = 0x9F0D;
    public static final int IAC_DENIAL = 0x9F0E;
    public static final int IAC_ONLINE = 0x9F0F;
    public static final int IAD = 0x9F10;
    public static final int LAST_ONLINE_ATC = 0x9F13;
    public static final int LOWER_LIMIT = 0x9F14;
    public static final int PIN_TRY_COUNTER = 0x9F17;
    public static final int SCRIPT_IDENTIFIER = 0x9F18;
    public static final int TERMINAL_COUNTRY = 0x9F1A;
    public static final int UPPER_LIMIT = 0x9F23;
    public static final int APPLICATION_CRYPTOGRAM = 0x9F26;
    public static final int CID = 0x9F27;
    public static final int ISSUER_KEY_EXPONENT = 0x9F32;
    public static final int TERMINAL_CAPABILITIES = 0x9F33;
    public static final int CVM_RESULTS = 0x9F34;
    public static final int TERMINAL_TYPE = 0x9F35;
    public static final int ATC = 0x9F36;
    public static final int UNPREDICTABLE_NUMBER = 0x9F37;
    public static final int PDOL = 0x9F38;
    public static final int APPLICATION_CURRENCY = 0x9F42;
    public static final int DATA_AUTHENTICATION_CODE = 0x9F45;
    public static final int ICC_CERTIFICATE = 0x9F46;
    public static final int ICC_KEY_EXPONENT = 0x9F47;
    public static final int ICC_KEY_REMAINDER = 0x9F48;
    public static final int DDOL = 0x9F49;
    public static final int SDA_TAG_LIST = 0x9F4A;
    public static final int SDAD = 0x9F4B;
    public static final int ICC_DYNAMIC_NUMBER = 0x9F4C;
    public static final int LOG_FORMAT = 0x9F4F;
    public static final int FUNDS = 0x9F50;
    /** What came of the issuer's scripts, 5 bytes for each. */
    public static final int SCRIPT_RESULTS = 0x9F5B;

    public static final int DIRECTORY_DISCRETIONARY = 0xBF0C;
    /** POS cardholder interaction information: the phone asks for a CVM. */
    public static final int CARDHOLDER_INTERACTION = 0xDF4B;
    /** The pending load. */
    public static final int PENDING_LOAD = 0xDF21;
    /** The receipt of the last load. */
    public static final int LOAD_RECEIPT = 0xDF22;
    /** All counters and limits. */
    public static final int COUNTERS = 0xDF23;
    /** The user's settings, written by PUT DATA. */
    public static final int USER_SETTINGS = 0xDF24;
    /** Disarms the phone, written by PUT DATA. */
    public static final int DISARM = 0xDF25;
    /** Risk profile of the card: 01 prepaid, 02 line of credit. */
    public static final int RISK_PROFILE = 0xDF40;

    public static final int KEY_INDEX = 0xDF41;
    public static final int SECOND_PAIR_MODE = 0xDF42;
    public static final int MAXIMUM_BALANCE = 0xDF43;
    public static final int LOWER_AMOUNT_LIMIT = 0xDF44;
    public static final int UPPER_AMOUNT_LIMIT = 0xDF45;
    public static final int SECOND_COUNT_LIMIT = 0xDF46;
    public static final int SECOND_AMOUNT_LIMIT = 0xDF47;
    public static final int DEVICE_FLAGS = 0xDF48;
    /** Another currency: decline, online, or convert with its rate. */
    public static final int OTHER_CURRENCY = 0xDF4C;
    /** A contactless payment of more than this always asks for the holder. */
    public static final int ALWAYS_ABOVE = 0xDF4E;
    /** What is different at unattended and at offline-only terminals. */
    public static final int TERMINAL_RULES = 0xDF4F;
    /** How far a phone's user may go. */
    public static final int USER_BOUNDS = 0xDF26;
    /** How a phone's holder can be verified. */
    public static final int PHONE_METHODS = 0xDF27;

    private Tags() {}
}
