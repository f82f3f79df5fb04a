package dev.tapbench.parties.personalization;

import dev.tapbench.emv.Commands;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.StatusWord;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.securechannel.CardCryptogramException;
import dev.tapbench.emv.securechannel.KeyData;
import dev.tapbench.parties.messages.ConfirmationResponse;
import dev.tapbench.parties.messages.DataAnswer;
import dev.tapbench.parties.messages.DataApproval;
import dev.tapbench.parties.messages.DataGroup;
import dev.tapbench.parties.messages.DataRefusal;
import dev.tapbench.parties.messages.DataRequest;
import dev.tapbench.parties.messages.DeviceCommands;
import dev.tapbench.parties.messages.DeviceCommands.Purpose;
import dev.tapbench.parties.messages.DeviceInstruction;
import dev.tapbench.parties.messages.DeviceResponses;
import dev.tapbench.parties.messages.MessageException;
import dev.tapbench.parties.messages.PersonalizationFailed;
import dev.tapbench.parties.messages.PersonalizationRequest;
import dev.tapbench.parties.messages.Personalized;
import dev.tapbench.parties.messages.PreparedApplication;
import dev.tapbench.parties.messages.PreparedData;
import dev.tapbench.parties.messages.PreparedDataRequest;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One personalization at the TSP, step by step (the protocol, section 2). Each application is probed and loaded in its own
 * secure channel, the payment application last; then the device proves itself.
 */
final class TspSession {
    private static final int CHALLENGE_LENGTH = 8;
    private static final int UNPREDICTABLE_LENGTH = 4;
    /** Key version 0: whichever the chip has (GlobalPlatform Card 2.3.1, E.5.1.3). */
    private static final int ANY_KEY_VERSION = 0;

    private final Tsp tsp;
    private final String session;
    private Purpose stage = Purpose.PROBE;
    private boolean ended;
    private int lastNumber;
    private int sentToIssuer;
    private int sentToMotaps;
    private List<Bytes> sent = List.of();
    private String account = "";
    private List<PreparedApplication> applications = List.of();
    private int current;
    /** Whether the records of a directory that is there already were asked for. */
    private boolean inspecting;

    private Bytes hostChallenge = Bytes.empty();
    private @Nullable KeyData chip;
    private @Nullable SecureLoading loading;
    private @Nullable ClosingProof proof;

    TspSession(Tsp tsp, String session) {
        this.tsp = tsp;
        this.session = session;
    }

    /** Steps 1 to 3: the issuer decides, MOTAPS hands over what it prepared, the first application is probed. */
    DeviceInstruction begin(PersonalizationRequest request) {
        lastNumber = request.number();
        try {
            return prepare(request);
        } catch (MessageException e) {
            return fail(String.valueOf(e.getMessage()));
        }
    }

    private DeviceInstruction prepare(PersonalizationRequest request) {
        DataAnswer answer = tsp.issuer.approve(
                new DataRequest(session, ++sentToIssuer, request.product(), request.funds(), request.currency()));
        if (answer instanceof DataRefusal refusal) {
            tsp.passed.message(
                    Party.ISSUER, MessageType.DATA_REFUSAL, session, Passed.fields("reason", refusal.reason()));
            return fail("the issuer refused: " + refusal.reason());
        }
        DataApproval approval = (DataApproval) answer;
        tsp.passed.message(
                Party.ISSUER,
                MessageType.DATA_APPROVAL,
                session,
                Passed.fields(
                        "product",
                        approval.product(),
                        "account",
                        approval.account(),
                        "risk profile",
                        approval.riskProfile()));
        account = approval.account();
        PreparedData data = tsp.motaps.deliver(new PreparedDataRequest(session, ++sentToMotaps));
        tsp.passed.message(
                Party.MOTAPS,
                MessageType.PREPARED_DATA,
                data.session(),
                Passed.fields("applications", data.applications().size() + "", "groups", groupNames(data.payment())));
        if (!data.session().equals(session)) {
            // The data of another consumer's card: on this one it would spend the other's money.
            return fail("MOTAPS answered for session " + data.session() + ", not for " + session);
        }
        applications = data.applications();
        return probe();
    }

    private static String groupNames(PreparedApplication application) {
        return String.join(
                " ",
                application.groups().stream()
                        .map(group -> String.format("%04X", group.dgi()))
                        .toList());
    }

    /** The device answered: the next step. */
    DeviceInstruction next(DeviceResponses responses) {
        if (ended || responses.number() != lastNumber + 1) {
            throw new MessageException(
                    "session " + session + (ended ? " is over" : " expects message " + (lastNumber + 1)) + ", message "
                            + responses.number() + " came");
        }
        lastNumber = responses.number();
        try {
            return switch (stage) {
                case PROBE -> probed(responses);
                case PERSONALIZE -> loaded(responses);
                case CONFIRM -> confirmed(responses);
            };
        } catch (CardCryptogramException e) {
            // What was expected stays here: told to the device's side it would be an oracle for the issuer's key.
            return fail("the card cryptogram of chip " + chip
                    + " is not that of the issuer's personalization key: the chip was made under another key");
        } catch (EmvDataException | MessageException e) {
            return fail(String.valueOf(e.getMessage()));
        }
    }

    /** Step 4: SELECT and INITIALIZE UPDATE go down (P-09). */
    private DeviceInstruction probe() {
        hostChallenge = tsp.entropy.bytes(CHALLENGE_LENGTH);
        return send(
                Purpose.PROBE,
                List.of(
                        Commands.select(application().aid()).toBytes(),
                        Commands.initializeUpdate(ANY_KEY_VERSION, hostChallenge)
                                .toBytes()));
    }

    /** Step 5: KEYDATA names the key and diversifies it (P-10); the card cryptogram is checked before anything secret goes down. */
    private DeviceInstruction probed(DeviceResponses responses) {
        List<ResponseApdu> answers = parsed(responses);
        if (inspecting) {
            inspecting = false;
            return inspected(responses, answers);
        }
        if (directoryIsThereAlready(answers)) {
            inspecting = !records().isEmpty();
            return inspecting ? send(Purpose.PROBE, readRecords()) : nextApplication();
        }
        String refusal = refusal(responses, answers);
        if (!refusal.isEmpty()) {
            return fail(refusal);
        }
        KeyData read = tsp.channel.keyData(answers.get(1).data());
        if (chip != null && !chip.equals(read)) {
            return fail("the chip changed its KEYDATA from " + chip + " to " + read + " within one personalization");
        }
        chip = read;
        tsp.chips.record(read, ChipLedger.Fate.IN_WORK);
        SecureLoading channel = SecureLoading.open(
                tsp.hsm,
                KeyLabel.of("tsp/session-" + session).child(Integer.toString(current)),
                read,
                hostChallenge,
                answers.get(1).data(),
                tsp.channel,
                tsp.trace);
        loading = channel;
        // Step 6: session keys in the HSM, MOTAPS' data turned into commands for this chip (P-11, P-12).
        return send(Purpose.PERSONALIZE, channel.commands(application()));
    }

    /**
     * After a cut the directory may be personalized while the payment application is not: then it refuses a secure channel, and
     * what it shows of itself must be what it would be given. Anything else is a device for the reject bin.
     */
    private boolean directoryIsThereAlready(List<ResponseApdu> answers) {
        boolean refused = answers.size() == 2
                && answers.get(0).ok()
                && answers.get(1).sw().equals(StatusWord.CONDITIONS_NOT_SATISFIED);
        if (!refused || current == applications.size() - 1) {
            return false;
        }
        Bytes wanted = application().groups().get(0).data();
        return Tlv.parse(answers.get(0).data())
                .find(Tags.FCI_PROPRIETARY)
                .filter(shown -> shown.encoded().equals(wanted))
                .isPresent();
    }

    /** What it shows in its records must be what it would be given as well. */
    private DeviceInstruction inspected(DeviceResponses responses, List<ResponseApdu> answers) {
        String refusal = refusal(responses, answers);
        if (!refusal.isEmpty()) {
            return fail(refusal);
        }
        List<DataGroup> wanted = records();
        for (int i = 0; i < wanted.size(); i++) {
            if (!answers.get(i).data().equals(wanted.get(i).data())) {
                return fail(String.format(
                        "the directory of chip %s is personalized already, with another record %04X than its own",
                        chip, wanted.get(i).dgi()));
            }
        }
        return nextApplication();
    }

    private List<DataGroup> records() {
        return application().groups().stream().filter(DataGroup::holdsRecord).toList();
    }

    private List<Bytes> readRecords() {
        return records().stream()
                .map(record -> Commands.readRecord(record.dgi() >> 8, record.dgi() & 0xFF)
                        .toBytes())
                .toList();
    }

    private DeviceInstruction nextApplication() {
        current++;
        return probe();
    }

    /** Step 7: every command was taken; the next application, or the closing proof. */
    private DeviceInstruction loaded(DeviceResponses responses) {
        List<ResponseApdu> answers = parsed(responses);
        String refusal = refusal(responses, loading == null ? answers : loading.opened(answers));
        closeChannel();
        if (!refusal.isEmpty()) {
            return fail(refusal);
        }
        if (current < applications.size() - 1) {
            return nextApplication();
        }
        ClosingProof closing =
                new ClosingProof(application(), tsp.entropy.bytes(UNPREDICTABLE_LENGTH), LocalDate.now(tsp.clock));
        proof = closing;
        return send(Purpose.CONFIRM, closing.commands());
    }

    /** Step 8: the issuer's HSM says whether the AAC was made with the new key (P-13); only then everybody is told. */
    private DeviceInstruction confirmed(DeviceResponses responses) {
        List<ResponseApdu> answers = parsed(responses);
        String refusal = refusal(responses, answers);
        if (!refusal.isEmpty() || proof == null) {
            return fail(refusal);
        }
        ConfirmationResponse verdict = tsp.issuer.confirm(proof.request(
                session,
                ++sentToIssuer,
                account,
                answers.get(1).data(),
                answers.get(2).data()));
        tsp.passed.message(
                Party.ISSUER,
                MessageType.CONFIRMATION_RESPONSE,
                session,
                Passed.fields("valid", verdict.valid() + "", "reason", verdict.reason()));
        if (!verdict.valid()) {
            return fail("the device did not prove its new key: " + verdict.reason());
        }
        ended = true;
        if (chip != null) {
            tsp.chips.record(chip, ChipLedger.Fate.PERSONALIZED);
        }
        tsp.issuer.personalized(new Personalized(session, ++sentToIssuer, account, keydata()));
        tsp.motaps.personalized(new Personalized(session, ++sentToMotaps, account, keydata()));
        return new Personalized(session, lastNumber, account, keydata());
    }

    private PreparedApplication application() {
        return applications.get(current);
    }

    private Bytes keydata() {
        return chip == null ? Bytes.empty() : chip.value();
    }

    private DeviceInstruction send(Purpose purpose, List<Bytes> commands) {
        stage = purpose;
        sent = commands;
        return new DeviceCommands(session, lastNumber, purpose, commands);
    }

    private static List<ResponseApdu> parsed(DeviceResponses responses) {
        List<ResponseApdu> answers = new ArrayList<>();
        responses.responses().forEach(response -> answers.add(ResponseApdu.parse(response)));
        return answers;
    }

    /** Why not every command was taken; empty when all were. */
    private String refusal(DeviceResponses responses, List<ResponseApdu> answers) {
        if (!responses.interruption().isEmpty()) {
            return responses.interruption();
        }
        for (int i = 0; i < answers.size(); i++) {
            StatusWord sw = answers.get(i).sw();
            if (!sw.ok()) {
                return String.format(
                        "the device answered command %d of %d (%s) with %s, %s",
                        i + 1, sent.size(), sent.get(i).slice(0, 4), sw, sw.meaning());
            }
        }
        return answers.size() == sent.size()
                ? ""
                : "the device answered " + answers.size() + " of " + sent.size() + " commands";
    }

    /** The device goes into the reject bin; the account stays unissued; the chip is accounted for. */
    private DeviceInstruction fail(String reason) {
        ended = true;
        closeChannel();
        if (chip != null) {
            tsp.chips.record(chip, ChipLedger.Fate.REJECTED);
        }
        if (!account.isEmpty()) {
            tsp.issuer.failed(new PersonalizationFailed(session, ++sentToIssuer, account, keydata(), reason));
            tsp.motaps.failed(new PersonalizationFailed(session, ++sentToMotaps, account, keydata(), reason));
        }
        return new PersonalizationFailed(session, lastNumber, account, keydata(), reason);
    }

    private void closeChannel() {
        SecureLoading open = loading;
        loading = null;
        if (open != null) {
            open.close();
        }
    }
}
