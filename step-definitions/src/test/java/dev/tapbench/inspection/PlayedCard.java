package dev.tapbench.inspection;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.Commands;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.parties.inspection.CardImage.Application;
import dev.tapbench.parties.inspection.CardImage.Datum;
import dev.tapbench.parties.inspection.CardImage.FileRecord;
import dev.tapbench.parties.inspection.CardImage.Side;
import dev.tapbench.ports.card.ScriptedCard;

/** A card that answers an inspection as an image says, command by command in their order: another one that it is sent fails. */
final class PlayedCard {
    private final ScriptedCard card;

    private PlayedCard(Side side) {
        card = ScriptedCard.named("played");
        answer(Commands.select(side.directory().name()), side.directory().select());
        side.directory().records().forEach(this::record);
        side.applications().forEach(this::application);
    }

    static ScriptedCard of(Side side) {
        return new PlayedCard(side).card;
    }

    private void application(Application application) {
        answer(Commands.select(application.aid()), application.select());
        application.before().forEach(this::datum);
        application.options().ifPresent(options -> answer(Commands.gpo(options.data()), options.answer()));
        application.records().forEach(this::record);
        application.data().forEach(this::datum);
        application.log().forEach(this::record);
    }

    private void record(FileRecord record) {
        answer(Commands.readRecord(record.sfi(), record.number()), record.answer());
    }

    private void datum(Datum datum) {
        answer(Commands.getData(datum.tag()), datum.answer());
    }

    private void answer(CommandApdu command, ResponseApdu answer) {
        card.answers(command.toString(), answer.toBytes().toHex());
    }
}
