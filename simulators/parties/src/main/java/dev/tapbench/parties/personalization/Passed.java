package dev.tapbench.parties.personalization;

import dev.tapbench.parties.messages.DeviceCommands;
import dev.tapbench.parties.messages.DeviceInstruction;
import dev.tapbench.parties.messages.DeviceResponses;
import dev.tapbench.parties.messages.PersonalizationFailed;
import dev.tapbench.parties.messages.PersonalizationRequest;
import dev.tapbench.parties.messages.Personalized;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Trace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Records, for the party that received it, what came from another. */
record Passed(Trace trace, Party receiver) {
    void message(Party from, MessageType type, String session, Map<String, String> fields) {
        trace.record(new MessagePassed(from, receiver, type, session, "", fields));
    }

    void request(Party from, MessageType type, PersonalizationRequest request) {
        message(
                from,
                type,
                request.session(),
                fields("number", request.number() + "", "product", request.product(), "funds", request.funds() + ""));
    }

    void responses(Party from, DeviceResponses responses) {
        message(
                from,
                MessageType.DEVICE_RESPONSES,
                responses.session(),
                fields(
                        "number",
                        responses.number() + "",
                        "responses",
                        hex(responses.responses()),
                        "reason",
                        responses.interruption()));
    }

    void instruction(Party from, DeviceInstruction instruction) {
        if (instruction instanceof DeviceCommands commands) {
            message(
                    from,
                    MessageType.DEVICE_COMMANDS,
                    commands.session(),
                    fields(
                            "number",
                            commands.number() + "",
                            "purpose",
                            commands.purpose().name().toLowerCase(Locale.ROOT),
                            "commands",
                            hex(commands.commands())));
        } else if (instruction instanceof Personalized personalized) {
            personalized(from, personalized);
        } else if (instruction instanceof PersonalizationFailed failed) {
            failed(from, failed);
        }
    }

    void personalized(Party from, Personalized message) {
        message(
                from,
                MessageType.PERSONALIZED,
                message.session(),
                fields(
                        "number",
                        message.number() + "",
                        "account",
                        message.account(),
                        "keydata",
                        message.keydata().toHex()));
    }

    void failed(Party from, PersonalizationFailed message) {
        message(
                from,
                MessageType.PERSONALIZATION_FAILED,
                message.session(),
                fields(
                        "number",
                        message.number() + "",
                        "account",
                        message.account(),
                        "keydata",
                        message.keydata().toHex(),
                        "reason",
                        message.reason()));
    }

    /** Names and values in turn; an empty value is left out. */
    static Map<String, String> fields(String... namesAndValues) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (!namesAndValues[i + 1].isEmpty()) {
                fields.put(namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return fields;
    }

    private static String hex(List<Bytes> apdus) {
        return apdus.stream().map(Bytes::toHex).collect(Collectors.joining(" "));
    }
}
