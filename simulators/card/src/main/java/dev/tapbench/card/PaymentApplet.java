package dev.tapbench.card;

import javacard.framework.APDU;
import javacard.framework.Applet;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.security.RandomData;

/**
 * The payment application: dispatches to a class per command family.
 *
 * <p>SELECTABLE: only secure channel and STORE DATA work, payment commands give 6985. PERSONALIZED: the reverse. APPLICATION
 * BLOCKED: the card declines whatever it is asked. CARD BLOCKED: nothing works.
 */
public final class PaymentApplet extends Applet {
    private final Persistent persistent;
    private final Transients transients;
    private final SecureChannel channel;
    private final StoreData storeData;
    private final Selection selection;
    private final ProcessingOptions processingOptions;
    private final GetData getData;
    private final FirstGenerateAc firstGenerateAc;
    private final SecondGenerateAc secondGenerateAc;
    private final LoadGenerateAc loadGenerateAc;
    private final Scripts scripts;
    private final UserSettings userSettings;
    private final DynamicSignature rsa;
    private final CardholderVerification verification;

    private PaymentApplet(byte[] parameters, short offset) {
        RandomData random = randomSeededWith(parameters, offset);
        Tdes tdes = new Tdes();
        persistent = new Persistent();
        transients = new Transients();
        channel = channel(parameters, offset, tdes, random);
        PhoneMethods methods = new PhoneMethods(persistent);
        storeData = new StoreData(channel, new PaymentData(persistent, transients, tdes, methods));
        selection = new Selection(persistent.file);
        Results results = new Results(persistent, transients);
        History history = new History(persistent, transients, results);
        Counters counters = new Counters(persistent, transients, results);
        CurrencyConversion conversion = new CurrencyConversion(persistent, transients);
        rsa = new DynamicSignature(persistent, transients, random);
        Cryptogram cryptogram = new Cryptogram(persistent, transients, tdes, rsa);
        SecureMessaging messaging = new SecureMessaging(persistent, transients, tdes, cryptogram);
        Directories directories = new Directories();
        Load load = new Load(persistent, transients, cryptogram, counters);
        Phone phone = new Phone(transients);
        IssuerAuthentication issuer = new IssuerAuthentication(transients, cryptogram);
        processingOptions = new ProcessingOptions(persistent, transients, load);
        userSettings = new UserSettings(persistent, transients, phone);
        getData = new GetData(persistent, transients, counters, load, phone);
        firstGenerateAc = new FirstGenerateAc(
                persistent, transients, results, history, counters, conversion, cryptogram, messaging, load, phone);
        secondGenerateAc = new SecondGenerateAc(
                persistent, transients, results, history, counters, conversion, cryptogram, issuer, directories);
        scripts = new Scripts(persistent, transients, history, messaging, new PutData(persistent), directories);
        loadGenerateAc = new LoadGenerateAc(persistent, transients, results, counters, cryptogram, load, issuer);
        verification =
                new CardholderVerification(persistent, transients, random, rsa, counters, load, phone, methods, tdes);
    }

    /**
     * Installs an instance.
     *
     * @param parameters instance AID, control information and the application's parameters, each behind its length; the
     *     application's as {@link SecureChannel} says, 6A80 otherwise
     */
    public static void install(byte[] parameters, short offset, byte length) {
        short at = applicationParameters(parameters, offset);
        new PaymentApplet(parameters, at).register(parameters, (short) (offset + 1), parameters[offset]);
    }

    /** Finds the application's own install parameters behind instance AID and control information; their length before them. */
    static short applicationParameters(byte[] parameters, short offset) {
        short at = (short) ((short) (offset + 1) + (short) (parameters[offset] & 0xFF));
        at = (short) ((short) (at + 1) + (short) (parameters[at] & 0xFF));
        return (short) (at + 1);
    }

    /** Random numbers of the chip; its own keys are stirred in, so that two simulated chips differ. */
    static RandomData randomSeededWith(byte[] parameters, short offset) {
        RandomData random = RandomData.getInstance(RandomData.ALG_KEYGENERATION);
        random.setSeed(parameters, offset, parameterLength(parameters, offset));
        return random;
    }

    /** The protocol that the chip maker chose: its i is the last byte. */
    static SecureChannel channel(byte[] parameters, short offset, Tdes tdes, RandomData random) {
        short length = parameterLength(parameters, offset);
        if (length > SecureChannel.WITHOUT_KEYS && parameters[(short) ((short) (offset + length) - 1)] == Scp03.I_70) {
            return new Scp03(parameters, offset, length);
        }
        Status.unless(length == (short) (SecureChannel.WITHOUT_KEYS + 3 * Tdes.KEY), Status.DATA);
        return new Scp02(parameters, offset, tdes, random);
    }

    private static short parameterLength(byte[] parameters, short offset) {
        return (short) (parameters[(short) (offset - 1)] & 0xFF);
    }

    @Override
    public void process(APDU apdu) {
        byte[] buffer = apdu.getBuffer();
        if (selectingApplet()) {
            selection.process(apdu);
            return;
        }
        Command.requireKnownClass(buffer);
        byte instruction = buffer[ISO7816.OFFSET_INS];
        if (instruction != Command.VERIFY) {
            verification.forgetChallenge();
        }
        if (instruction == Command.PUT_DATA && buffer[ISO7816.OFFSET_CLA] == Command.CLA_ISO) {
            persistent.file.require(ApplicationFile.PERSONALIZED);
            userSettings.process(apdu);
            return;
        }
        switch (instruction) {
            case Command.INITIALIZE_UPDATE:
            case Command.EXTERNAL_AUTHENTICATE:
            case Command.STORE_DATA:
                persistent.file.require(ApplicationFile.SELECTABLE);
                personalize(apdu, instruction);
                return;
            case Command.GET_PROCESSING_OPTIONS:
            case Command.READ_RECORD:
            case Command.GENERATE_AC:
            case Command.PUT_DATA:
            case Command.UPDATE_RECORD:
            case Command.PIN_CHANGE:
            case Command.APPLICATION_BLOCK:
            case Command.APPLICATION_UNBLOCK:
            case Command.CARD_BLOCK:
                persistent.file.requireIssued();
                // A phone pays through its antenna only; its processor is on the wired interface.
                Status.unless(!persistent.isPhone() || Command.isContactless(), Status.CONDITIONS);
                pay(apdu, buffer, instruction);
                return;
            case Command.GET_DATA:
                persistent.file.requireIssued();
                getData.process(apdu);
                return;
            case Command.GET_CHALLENGE:
                persistent.file.require(ApplicationFile.PERSONALIZED);
                verification.getChallenge(apdu);
                return;
            case Command.INTERNAL_AUTHENTICATE:
                persistent.file.require(ApplicationFile.PERSONALIZED);
                Status.unless(!persistent.isPhone() || Command.isContactless(), Status.CONDITIONS);
                rsa.internalAuthenticate(apdu);
                return;
            case Command.VERIFY:
                persistent.file.require(ApplicationFile.PERSONALIZED);
                verification.verify(apdu);
                return;
            case Command.SELECT:
                // The runtime found no application of that name and left the command with us.
                ISOException.throwIt(Status.NOT_FOUND);
                return;
            default:
                ISOException.throwIt(Status.INSTRUCTION);
        }
    }

    private void personalize(APDU apdu, byte instruction) {
        switch (instruction) {
            case Command.INITIALIZE_UPDATE:
                storeData.restart();
                channel.initializeUpdate(apdu);
                return;
            case Command.EXTERNAL_AUTHENTICATE:
                channel.externalAuthenticate(apdu);
                return;
            default:
                storeData.process(apdu);
        }
    }

    private void pay(APDU apdu, byte[] buffer, byte instruction) {
        switch (instruction) {
            case Command.GET_PROCESSING_OPTIONS:
                processingOptions.process(apdu);
                return;
            case Command.READ_RECORD:
                persistent.file.records.read(apdu);
                return;
            case Command.GENERATE_AC:
                generateAc(apdu, buffer);
                return;
            default:
                scripts.process(apdu);
        }
    }

    /** Behind GET PROCESSING OPTIONS a transaction's first, behind an ARQC its second; right after SELECT a pending load's. */
    private void generateAc(APDU apdu, byte[] buffer) {
        // PRE-CONDITIONS
        Command.requireClass(buffer, Command.CLA_PROPRIETARY);
        byte others = (byte) ~(byte) (Cryptogram.TYPE | Cryptogram.WITH_SIGNATURE);
        Status.unless((byte) (buffer[ISO7816.OFFSET_P1] & others) == 0 && buffer[ISO7816.OFFSET_P2] == 0, Status.P1_P2);
        // STEPS
        switch (transients.flags[Transients.STAGE]) {
            case Transients.STAGE_INITIATED:
                firstGenerateAc.process(apdu);
                return;
            case Transients.STAGE_ONLINE:
                secondGenerateAc.process(apdu);
                return;
            case Transients.STAGE_SELECTED:
                loadGenerateAc.process(apdu);
                return;
            default:
                ISOException.throwIt(Status.CONDITIONS);
        }
    }
}
