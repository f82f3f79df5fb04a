package dev.tapbench.parties.personalization;

import dev.tapbench.emv.Pan;
import dev.tapbench.emv.crypto.Certificate;
import dev.tapbench.emv.crypto.Certificates;
import dev.tapbench.emv.crypto.IccKeys;
import dev.tapbench.parties.messages.DataGroup;
import dev.tapbench.parties.messages.MessageException;
import dev.tapbench.parties.messages.MotapsService;
import dev.tapbench.parties.messages.OncePerMessage;
import dev.tapbench.parties.messages.PersonalizationFailed;
import dev.tapbench.parties.messages.Personalized;
import dev.tapbench.parties.messages.PreparationOrder;
import dev.tapbench.parties.messages.PreparedApplication;
import dev.tapbench.parties.messages.PreparedData;
import dev.tapbench.parties.messages.PreparedDataRequest;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Entropy;
import dev.tapbench.ports.hsm.CardRsaKey;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyInfo;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Trace;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.risk.CvmMethod;
import dev.tapbench.risk.InvalidRiskProfile;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * MOTAPS, which prepares the personalization data (P-01): records and certificates, the card's keys derived from the issuer's,
 * its RSA key, its PIN. Every secret leaves under the transport key to the TSP; none is ever in the clear outside the HSM.
 */
public final class Motaps implements MotapsService {
    private static final int DGI_KEYS = 0x8000;
    private static final int DGI_KEY_CHECK_VALUES = 0x9000;
    private static final int DGI_PIN = 0x8010;
    private static final int DGI_PATTERN = 0x8011;
    private static final int DGI_SENSOR_KEY = 0x8012;
    private static final int DGI_RSA = 0x8201;
    private static final int SERIAL_LENGTH = 3;

    /** What became of a session's data. */
    public enum Status {
        PREPARED,
        PERSONALIZED,
        FAILED
    }

    private final Hsm hsm;
    private final Map<String, CardProfile> products = new HashMap<>();
    private final Certificate issuerCertificate;
    private final Entropy entropy;
    private final Passed passed;
    private final OncePerMessage<PreparationOrder, PreparedApplications> orders = new OncePerMessage<>();
    private final OncePerMessage<PreparedDataRequest, PreparedData> deliveries = new OncePerMessage<>();
    private final Map<String, PreparedApplications> prepared = new HashMap<>();
    private final Map<String, Status> sessions = new LinkedHashMap<>();

    private record PreparedApplications(List<PreparedApplication> applications) {}

    /**
     * @param products the issuer's card profiles
     * @param issuerCertificate of the key under {@link KeyLabels#MOTAPS_ISSUER_RSA}, signed by the certification authority
     */
    public Motaps(Hsm hsm, List<CardProfile> products, Certificate issuerCertificate, Entropy entropy, Trace trace) {
        this.hsm = hsm;
        this.issuerCertificate = issuerCertificate;
        this.entropy = entropy;
        passed = new Passed(trace, Party.MOTAPS);
        products.forEach(product -> this.products.put(product.product(), product));
    }

    @Override
    public synchronized void order(PreparationOrder order) {
        passed.message(
                Party.ISSUER,
                MessageType.PREPARATION_ORDER,
                order.session(),
                Passed.fields(
                        "number",
                        order.number() + "",
                        "product",
                        order.product(),
                        "account",
                        order.account(),
                        "risk profile",
                        order.riskProfile(),
                        "funds",
                        order.funds() + ""));
        orders.answer(order, o -> {
            PreparedApplications data = prepare(o);
            prepared.put(o.session(), data);
            sessions.put(o.session(), Status.PREPARED);
            return data;
        });
    }

    private PreparedApplications prepare(PreparationOrder order) {
        CardProfile profile = products.get(order.product());
        if (profile == null || !profile.risk().name().equals(order.riskProfile())) {
            throw new MessageException("MOTAPS knows no product '" + order.product() + "' with the risk profile '"
                    + order.riskProfile() + "': known are " + products.keySet());
        }
        CardData data;
        try {
            data = new CardData(profile, order);
        } catch (InvalidRiskProfile e) {
            throw new MessageException("MOTAPS cannot prepare what was ordered: " + e.getMessage());
        }
        List<PreparedApplication> applications = new ArrayList<>(data.directories());
        applications.add(new PreparedApplication(profile.application().aid(), paymentGroups(profile, data, order)));
        return new PreparedApplications(List.copyOf(applications));
    }

    /** What is not secret comes first: a card that refuses that was not shown a secret. */
    private List<DataGroup> paymentGroups(CardProfile profile, CardData data, PreparationOrder order) {
        CardRsaKey rsa = hsm.generateCardRsa(profile.keys().iccBits(), KeyLabels.MOTAPS_TO_TSP);
        Certificate icc = Certificates.signIcc(
                hsm,
                KeyLabels.MOTAPS_ISSUER_RSA,
                Pan.of(order.pan()),
                YearMonth.from(order.expiry()),
                entropy.bytes(SERIAL_LENGTH),
                publicKey(rsa),
                data.staticData());
        IccMasterKeys keys = deriveKeys(profile, order);
        List<DataGroup> groups = new ArrayList<>();
        groups.add(data.paymentFci());
        groups.add(data.options());
        groups.addAll(data.records(issuerCertificate, icc));
        groups.addAll(data.risk());
        groups.add(data.tries());
        groups.add(new DataGroup(DGI_KEY_CHECK_VALUES, keys.checkValues(), false));
        groups.add(new DataGroup(DGI_KEYS, keys.enciphered(), true));
        groups.add(new DataGroup(
                DGI_PIN, hsm.translate(KeyLabels.MOTAPS_FROM_ISSUER, KeyLabels.MOTAPS_TO_TSP, order.pinBlock()), true));
        groups.addAll(phoneSecrets(profile, data, order));
        groups.add(new DataGroup(DGI_RSA, rsa.encipheredQInverse(), true));
        groups.add(new DataGroup(DGI_RSA + 1, rsa.encipheredDq(), true));
        groups.add(new DataGroup(DGI_RSA + 2, rsa.encipheredDp(), true));
        groups.add(new DataGroup(DGI_RSA + 3, rsa.encipheredQ(), true));
        groups.add(new DataGroup(DGI_RSA + 4, rsa.encipheredP(), true));
        return groups;
    }

    /** What a phone verifies its holder by beside the passcode, as far as its risk profile lists it. */
    private List<DataGroup> phoneSecrets(CardProfile profile, CardData data, PreparationOrder order) {
        List<DataGroup> groups = new ArrayList<>();
        if (profile.risk().methods().contains(CvmMethod.PATTERN)) {
            if (order.patternBlock().isEmpty()) {
                throw new MessageException("MOTAPS cannot prepare what was ordered: the risk profile '"
                        + order.riskProfile() + "' lists a pattern, and none came");
            }
            Bytes pattern = hsm.translate(KeyLabels.MOTAPS_FROM_ISSUER, KeyLabels.MOTAPS_TO_TSP, order.patternBlock());
            groups.add(data.patternTries());
            groups.add(new DataGroup(DGI_PATTERN, pattern, true));
        }
        if (profile.risk().methods().contains(CvmMethod.SENSOR)) {
            groups.add(new DataGroup(DGI_SENSOR_KEY, pairingKey(profile, order), true));
        }
        return groups;
    }

    /** The key of this phone's sensor, derived as card keys are (EMV Book 2, A1.4), under the transport key. */
    private Bytes pairingKey(CardProfile profile, PreparationOrder order) {
        KeyLabel label = KeyLabels.MOTAPS_SENSOR.child("session-" + order.session());
        try {
            KeyInfo unused = IccKeys.derive(
                    hsm,
                    KeyLabels.MOTAPS_SENSOR,
                    Pan.of(order.pan()),
                    order.panSequenceNumber(),
                    profile.issuing().derivation(),
                    label);
            return hsm.wrap(KeyLabels.MOTAPS_TO_TSP, label);
        } finally {
            hsm.destroy(label);
        }
    }

    /** AC, MAC and ENC key, each as it goes into DGI 8000, and their check values for DGI 9000. */
    private record IccMasterKeys(Bytes enciphered, Bytes checkValues) {}

    private IccMasterKeys deriveKeys(CardProfile profile, PreparationOrder order) {
        Bytes enciphered = Bytes.empty();
        Bytes checkValues = Bytes.empty();
        for (KeyLabel master : List.of(KeyLabels.MOTAPS_AC, KeyLabels.MOTAPS_SMI, KeyLabels.MOTAPS_SMC)) {
            KeyLabel label = master.child("session-" + order.session());
            try {
                KeyInfo key = IccKeys.derive(
                        hsm,
                        master,
                        Pan.of(order.pan()),
                        order.panSequenceNumber(),
                        profile.issuing().derivation(),
                        label);
                enciphered = enciphered.then(hsm.wrap(KeyLabels.MOTAPS_TO_TSP, label));
                checkValues = checkValues.then(key.checkValue().value());
            } finally {
                hsm.destroy(label);
            }
        }
        return new IccMasterKeys(enciphered, checkValues);
    }

    private static RSAPublicKey publicKey(CardRsaKey key) {
        try {
            return (RSAPublicKey)
                    KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(key.modulus(), key.exponent()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has RSA", e);
        }
    }

    @Override
    public synchronized PreparedData deliver(PreparedDataRequest request) {
        passed.message(
                Party.TSP,
                MessageType.PREPARED_DATA_REQUEST,
                request.session(),
                Passed.fields("number", request.number() + ""));
        PreparedApplications data = prepared.get(request.session());
        if (data == null) {
            // Asked before the repeats are: what made one device must not make another.
            Status status = sessions.get(request.session());
            throw new MessageException(
                    status == null
                            ? "MOTAPS prepared nothing for session " + request.session()
                                    + ": the issuer orders it before it approves"
                            : "session " + request.session() + " has ended (" + status
                                    + "): its data is given out no more");
        }
        return deliveries.answer(request, r -> new PreparedData(r.session(), r.number(), data.applications()));
    }

    @Override
    public synchronized void personalized(Personalized message) {
        passed.personalized(Party.TSP, message);
        end(message.session(), Status.PERSONALIZED);
    }

    @Override
    public synchronized void failed(PersonalizationFailed message) {
        passed.failed(Party.TSP, message);
        end(message.session(), Status.FAILED);
    }

    /** A session ends once; its data is not kept. */
    private void end(String session, Status status) {
        if (sessions.replace(session, Status.PREPARED, status)) {
            prepared.remove(session);
        }
    }

    /** What became of each session, in the order of the orders. */
    public synchronized Map<String, Status> sessions() {
        return new LinkedHashMap<>(sessions);
    }
}
