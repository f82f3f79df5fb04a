package dev.tapbench.parties.personalization;

import dev.tapbench.emv.Pan;
import dev.tapbench.emv.crypto.IccKeys;
import dev.tapbench.emv.crypto.PinBlocks;
import dev.tapbench.emv.crypto.SessionKey;
import dev.tapbench.parties.messages.ConfirmationRequest;
import dev.tapbench.parties.messages.ConfirmationResponse;
import dev.tapbench.parties.messages.DataAnswer;
import dev.tapbench.parties.messages.DataApproval;
import dev.tapbench.parties.messages.DataRefusal;
import dev.tapbench.parties.messages.DataRequest;
import dev.tapbench.parties.messages.IssuerService;
import dev.tapbench.parties.messages.MotapsService;
import dev.tapbench.parties.messages.PersonalizationFailed;
import dev.tapbench.parties.messages.Personalized;
import dev.tapbench.parties.messages.PreparationOrder;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.CipherMode;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.hsm.MacAlgorithm;
import dev.tapbench.profiles.CardProfile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The least that an issuer does in a personalization. */
final class FakeIssuer implements IssuerService {
    static final Pan PAN = Pan.withCheckDigit("999902000000001");

    private final Hsm hsm;
    private final MotapsService motaps;
    private final CardProfile profile;
    final List<String> heard = new ArrayList<>();
    private boolean confirmed;

    FakeIssuer(Hsm hsm, MotapsService motaps, CardProfile profile) {
        this.hsm = hsm;
        this.motaps = motaps;
        this.profile = profile;
    }

    @Override
    public DataAnswer approve(DataRequest request) {
        heard.add("approve");
        if (!request.product().equals(profile.product())) {
            return new DataRefusal(request.session(), request.number(), "no such product");
        }
        Bytes pin = hsm.encrypt(
                KeyLabels.ISSUER_TO_MOTAPS,
                CipherMode.TDES_ECB,
                Bytes.zeros(8),
                PinBlocks.format2(profile.pin().reference()));
        motaps.order(new PreparationOrder(
                request.session(),
                1,
                request.product(),
                profile.risk().name(),
                "account-1",
                PAN.digits(),
                1,
                LocalDate.of(2026, 1, 1),
                LocalDate.of(2030, 12, 31),
                request.funds(),
                request.currency(),
                pin,
                Bytes.empty()));
        return new DataApproval(
                request.session(),
                request.number(),
                request.product(),
                "account-1",
                profile.risk().name());
    }

    @Override
    public ConfirmationResponse confirm(ConfirmationRequest request) {
        KeyLabel key = KeyLabel.of("issuer/test-key");
        KeyLabel session = KeyLabel.of("issuer/test-session");
        IccKeys.derive(hsm, KeyLabels.ISSUER_AC, PAN, 1, key);
        SessionKey.common(hsm, key, (int) request.atc().toNumber(), session);
        Bytes expected = hsm.mac(
                session,
                MacAlgorithm.RETAIL,
                Bytes.zeros(8),
                Bytes.concat(request.terminalData(), request.aip(), request.atc(), request.iad()));
        confirmed = expected.equals(request.cryptogram());
        heard.add("confirm " + confirmed);
        return new ConfirmationResponse(
                request.session(), request.number(), confirmed, confirmed ? "" : "the cryptogram does not match");
    }

    @Override
    public void personalized(Personalized message) {
        heard.add("personalized " + message.account() + (confirmed ? "" : " without proof"));
    }

    @Override
    public void failed(PersonalizationFailed message) {
        heard.add("failed " + message.account());
    }
}
