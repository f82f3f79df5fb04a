package dev.tapbench.card;

import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.model.Decision;
import dev.tapbench.risk.model.DeviceModel;
import dev.tapbench.risk.model.DeviceState;
import dev.tapbench.risk.model.IssuerWord;
import dev.tapbench.risk.model.TapAnswer;

/** The model of a device. */
final class ModelSide implements RiskSide {
    private final DeviceModel model;
    private final boolean phone;

    ModelSide(RiskProfile profile, boolean phone, int tries) {
        model = new DeviceModel(profile, phone, tries);
        this.phone = phone;
    }

    @Override
    public String take(RiskStep step) {
        if (step instanceof RiskStep.Pay pay) {
            return pay(pay);
        }
        if (step instanceof RiskStep.LoadRequested load) {
            return model.loadRequested(load.amount()) ? "opened" : "refused";
        }
        if (step instanceof RiskStep.LoadAnswered answered) {
            return model.loadAnswered(answered.genuine()) ? "authenticated" : "refused";
        }
        if (step instanceof RiskStep.LoadPin pin) {
            return model.loadPin(pin.right()).toString();
        }
        if (step instanceof RiskStep.Verify verify) {
            return model.onPhone(verify.method(), verify.right()).toString();
        }
        if (step instanceof RiskStep.Script script) {
            model.tap(0, false, true, false, Decision.DECLINED);
            return model.script(script.command()) ? "obeyed" : "not obeyed";
        }
        if (step instanceof RiskStep.Set set) {
            return model.settings(set.right(), set.wanted()) ? "taken" : "not taken";
        }
        if (step instanceof RiskStep.Disarm) {
            model.disarm();
        } else {
            model.powerLost();
        }
        return "done";
    }

    private String pay(RiskStep.Pay pay) {
        String pin =
                pay.pin().map(right -> model.pinInSlot(right).toString() + " ").orElse("");
        TapAnswer answer = model.tap(pay.tap());
        String said = pin + answer.decision() + (answer.asksForCvm() ? " asks " : " ") + answer.results();
        if (answer.decision() != Decision.ISSUER_ASKED) {
            return said;
        }
        boolean given = switch (pay.line()) {
            case ANSWERS -> model.issuerAnswered(pay.word());
            case BRINGS_A_FORGERY -> model.issuerForged();
            case IS_DEAD -> model.issuerUnreachable();
        };
        return said + (given ? " certified" : " declined");
    }

    @Override
    public String memory() {
        DeviceState state = model.state();
        if (state.blocked() == IssuerWord.Block.CARD) {
            return "blocked";
        }
        return String.format(
                "first %d %d of %d, second %d %d, tries %d, load %s %d, loads %d%s",
                state.firstCount(),
                state.firstAmount(),
                state.upperAmount(),
                state.secondCount(),
                state.secondAmount(),
                state.tries(),
                state.pending(),
                state.pendingAmount(),
                state.loads(),
                phone && state.holder() == DeviceState.Holder.ASKED_FOR ? ", asks for its holder" : "");
    }
}
