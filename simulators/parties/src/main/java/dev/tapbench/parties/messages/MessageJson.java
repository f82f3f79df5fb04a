package dev.tapbench.parties.messages;

import dev.tapbench.ports.Bytes;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Messages as JSON: bytes are hexadecimal texts, dates ISO 8601; an unknown field is refused. */
public final class MessageJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Bytes.class, new HexSerializer())
                    .addDeserializer(Bytes.class, new HexDeserializer()))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private MessageJson() {}

    public static String write(SessionMessage message) {
        return MAPPER.writeValueAsString(message);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws tools.jackson.core.JacksonException when the text is no such message
     */
    public static <M extends SessionMessage> M read(String json, Class<M> type) {
        return MAPPER.readValue(json, type);
    }

    private static final class HexSerializer extends ValueSerializer<Bytes> {
        @Override
        public void serialize(Bytes value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(value.toHex());
        }
    }

    private static final class HexDeserializer extends ValueDeserializer<Bytes> {
        @Override
        public Bytes deserialize(JsonParser parser, DeserializationContext context) {
            return Bytes.hex(parser.getString());
        }
    }
}
